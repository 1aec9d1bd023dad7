import type { GatewayReader } from "../gateway.ts";
import { readCaddy } from "./read.ts";

export const caddy: GatewayReader = {
  // what `caddy adapt` prints is read like any other file
  openDump: () => undefined,
  // no fix of a check is certain here
  splices: (_, steps) => steps.map(() => undefined),
  read: readCaddy,
};
