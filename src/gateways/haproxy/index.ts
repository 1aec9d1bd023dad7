import type { GatewayReader } from "../gateway.ts";
import { haproxyAdmin } from "./admin.ts";
import { detectHaproxy } from "./detect.ts";
import { readHaproxy } from "./read.ts";

export const haproxy: GatewayReader = {
  kind: "haproxy",
  mayHold: (path) => /\.cfg$/.test(path),
  detect: detectHaproxy,
  // it prints nothing of its config
  openDump: () => undefined,
  admin: haproxyAdmin,
  // no fix of a check is certain here
  splices: (_, steps) => steps.map(() => undefined),
  read: readHaproxy,
};
