import type { GatewayReader } from "../gateway.ts";
import { caddyAdmin } from "./admin.ts";
import { detectCaddy, mayHoldCaddy } from "./detect.ts";
import { readCaddy } from "./read.ts";

export const caddy: GatewayReader = {
  kind: "caddy",
  mayHold: mayHoldCaddy,
  detect: detectCaddy,
  // what `caddy adapt` prints is read like any other file
  openDump: () => undefined,
  admin: caddyAdmin,
  // no fix of a check is certain here
  splices: (_, steps) => steps.map(() => undefined),
  adminConfig: "config/",
  read: readCaddy,
};
