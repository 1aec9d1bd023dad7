import type { GatewayFormat } from "../gateway.ts";
import { detectHaproxy } from "./detect.ts";

export const haproxyFormat: GatewayFormat = {
  kind: "haproxy",
  mayHold: (path) => /\.cfg$/.test(path),
  detect: detectHaproxy,
  loadReader: async () => (await import("./index.ts")).haproxy,
};
