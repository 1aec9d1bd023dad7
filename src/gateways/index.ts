import type { GatewayKind } from "../model/config.ts";
import { caddyFormat } from "./caddy/format.ts";
import { envoyFormat } from "./envoy/format.ts";
import type { GatewayFormat } from "./gateway.ts";
import { haproxyFormat } from "./haproxy/format.ts";
import { nginxFormat } from "./nginx/format.ts";

/** The gateways whose config this release can read. */
export const GATEWAY_FORMATS: ReadonlyMap<GatewayKind, GatewayFormat> = new Map([
  ["nginx", nginxFormat],
  ["envoy", envoyFormat],
  ["haproxy", haproxyFormat],
  ["caddy", caddyFormat],
]);

export { loggedGateway, withLogged } from "./none/logged.ts";
export { readTarget } from "./none/read.ts";
