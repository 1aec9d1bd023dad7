import type { GatewayFormat } from "../gateway.ts";
import { detectCaddy, mayHoldCaddy } from "./detect.ts";

export const caddyFormat: GatewayFormat = {
  kind: "caddy",
  mayHold: mayHoldCaddy,
  detect: detectCaddy,
  adminConfig: "config/",
  loadReader: async () => (await import("./index.ts")).caddy,
};
