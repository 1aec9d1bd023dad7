import type { GatewayKind } from "../model/config.ts";
import { caddy } from "./caddy/index.ts";
import { envoy } from "./envoy/index.ts";
import type { GatewayReader } from "./gateway.ts";
import { haproxy } from "./haproxy/index.ts";
import { nginx } from "./nginx/index.ts";

/** The gateways whose config this release can read. */
export const GATEWAY_READERS: ReadonlyMap<GatewayKind, GatewayReader> = new Map([
  [nginx.kind, nginx],
  [envoy.kind, envoy],
  [haproxy.kind, haproxy],
  [caddy.kind, caddy],
]);

export { loggedGateway, withLogged } from "./none/logged.ts";
export { readTarget } from "./none/read.ts";
