import type { Experiment } from "../experiment.ts";
import { hostHeader } from "./host-header.ts";
import { httpVersion } from "./http-version.ts";
import { pathRewrite } from "./path-rewrite.ts";
import { patience } from "./patience.ts";
import { proxyProtocol } from "./proxy-protocol.ts";
import { serverName } from "./server-name.ts";
import { tlsCiphers } from "./tls-ciphers.ts";
import { tlsVersions } from "./tls-versions.ts";
import { transport } from "./transport.ts";

/** In the order in which they are tried. */
export const EXPERIMENT_LIST: readonly Experiment[] = [
  transport,
  serverName,
  tlsVersions,
  tlsCiphers,
  proxyProtocol,
  hostHeader,
  pathRewrite,
  httpVersion,
  patience,
];
