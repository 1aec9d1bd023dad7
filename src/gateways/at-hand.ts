import type { GatewayKind } from "../model/config.ts";
import type { GatewayReader } from "./gateway.ts";
import { nginx } from "./nginx/index.ts";

/** Readers that need not be loaded first: nearly all configs that are linted are of these kinds. */
export const READERS_AT_HAND: ReadonlyMap<GatewayKind, GatewayReader> = new Map([["nginx", nginx]]);
