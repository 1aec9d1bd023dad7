import type { GatewayReader } from "../gateway.ts";
import { nginxAdmin } from "./admin.ts";
import { detectNginx } from "./detect.ts";
import { readDump } from "./dump.ts";
import { nginxLog } from "./log.ts";
import { readNginx } from "./read.ts";

export const nginx: GatewayReader = {
  kind: "nginx",
  detect: detectNginx,
  openDump: readDump,
  log: nginxLog,
  admin: nginxAdmin,
  read: readNginx,
};
