import type { GatewayFormat } from "../gateway.ts";
import { detectEnvoy } from "./detect.ts";

export const envoyFormat: GatewayFormat = {
  kind: "envoy",
  mayHold: (path) => /\.(?:ya?ml|json)$/.test(path),
  detect: detectEnvoy,
  adminConfig: "config_dump?include_eds",
  loadReader: async () => (await import("./index.ts")).envoy,
};
