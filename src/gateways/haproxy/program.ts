import type { GatewayProgram } from "../../model/gateway-program.ts";
import { named } from "../named-files.ts";
import { HAPROXY_PROGRAMS, parseHaproxyCommand } from "./command-line.ts";

export const haproxyProgram: GatewayProgram = {
  kind: "haproxy",
  names: HAPROXY_PROGRAMS,
  wellKnownBinaries: [],
  wellKnownConfigs: [
    "/etc/haproxy/haproxy.cfg",
    "/usr/local/etc/haproxy/haproxy.cfg",
    "/etc/hapee-2.8/hapee-lb.cfg",
    "/opt/bitnami/haproxy/conf/haproxy.cfg",
  ],
  command: parseHaproxyCommand,
  isWorker: () => true,
  places: named,
  // each file that ends in .cfg and is not hidden (haproxy(1), `-f`)
  takesFromFolder: (name) => name.endsWith(".cfg") && !name.startsWith("."),
};
