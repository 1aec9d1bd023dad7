import type { GatewayReader } from "../gateway.ts";
import { readDump } from "./dump.ts";
import { readNginx } from "./read.ts";
import { nginxSplices } from "./splices.ts";

export const nginx: GatewayReader = {
  openDump: readDump,
  splices: nginxSplices,
  read: readNginx,
};
