import type { GatewayFormat } from "../gateway.ts";
import { detectNginx } from "./detect.ts";

export const nginxFormat: GatewayFormat = {
  kind: "nginx",
  mayHold: (path) => /\.conf$/.test(path) || /\/sites-(?:enabled|available)\/[^/.][^/]*$/.test(path),
  detect: detectNginx,
  loadReader: async () => (await import("./index.ts")).nginx,
};
