import type { GatewayReader } from "../gateway.ts";
import { nginxAdmin } from "./admin.ts";
import { detectNginx } from "./detect.ts";
import { readDump } from "./dump.ts";
import { readNginx } from "./read.ts";
import { nginxSplices } from "./splices.ts";

export const nginx: GatewayReader = {
  kind: "nginx",
  mayHold: (path) => /\.conf$/.test(path) || /\/sites-(?:enabled|available)\/[^/.][^/]*$/.test(path),
  detect: detectNginx,
  openDump: readDump,
  admin: nginxAdmin,
  splices: nginxSplices,
  read: readNginx,
};
