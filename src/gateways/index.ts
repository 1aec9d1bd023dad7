import type { GatewayKind } from "../model/config.ts";
import type { GatewayReader } from "./gateway.ts";
import { nginx } from "./nginx/index.ts";

/** The gateways whose config this release can read. */
export const GATEWAY_READERS: ReadonlyMap<GatewayKind, GatewayReader> = new Map([[nginx.kind, nginx]]);

export { readTarget } from "./none/read.ts";
