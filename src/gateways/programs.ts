import type { GatewayProgram } from "../model/gateway-program.ts";
import { caddyProgram } from "./caddy/program.ts";
import { envoyProgram } from "./envoy/program.ts";
import { haproxyProgram } from "./haproxy/program.ts";
import { nginxProgram } from "./nginx/program.ts";

/** How each kind of gateway is found on a host. */
export const GATEWAY_PROGRAMS: readonly GatewayProgram[] = [
  nginxProgram,
  haproxyProgram,
  envoyProgram,
  caddyProgram,
];
