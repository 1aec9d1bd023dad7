import type { Experiment } from "../experiment.ts";
import { addressFamily } from "./address-family.ts";
import { alpn } from "./alpn.ts";
import { healthPath } from "./health-path.ts";
import { hostHeader } from "./host-header.ts";
import { httpVersion } from "./http-version.ts";
import { method } from "./method.ts";
import { otherPort } from "./other-port.ts";
import { pathRewrite } from "./path-rewrite.ts";
import { protocol } from "./protocol.ts";
import { proxyProtocol } from "./proxy-protocol.ts";
import { repeat } from "./repeat.ts";
import { serverName } from "./server-name.ts";
import { smallAnswer } from "./small-answer.ts";
import { sourceAddress } from "./source-address.ts";
import { tlsCiphers } from "./tls-ciphers.ts";
import { tlsVersions } from "./tls-versions.ts";
import { transport } from "./transport.ts";
import { trust } from "./trust.ts";

/** In the order in which they are tried: what is likeliest and cheapest first. */
export const EXPERIMENT_LIST: readonly Experiment[] = [
  repeat,
  transport,
  serverName,
  alpn,
  trust,
  proxyProtocol,
  tlsCiphers,
  tlsVersions,
  protocol,
  hostHeader,
  pathRewrite,
  httpVersion,
  method,
  healthPath,
  addressFamily,
  sourceAddress,
  otherPort,
  smallAnswer,
];
