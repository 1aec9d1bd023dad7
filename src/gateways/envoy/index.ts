import type { GatewayReader } from "../gateway.ts";
import { envoyAdmin } from "./admin.ts";
import { detectEnvoy } from "./detect.ts";
import { readEnvoy } from "./read.ts";

export const envoy: GatewayReader = {
  kind: "envoy",
  mayHold: (path) => /\.(?:ya?ml|json)$/.test(path),
  detect: detectEnvoy,
  // what the admin surface prints is read like any other file
  openDump: () => undefined,
  admin: envoyAdmin,
  // no fix of a check is certain here
  splices: (_, steps) => steps.map(() => undefined),
  adminConfig: "config_dump?include_eds",
  read: readEnvoy,
};
