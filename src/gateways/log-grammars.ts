import type { GatewayKind } from "../model/config.ts";
import type { LogGrammar } from "../model/log-grammar.ts";
import { caddyLog } from "./caddy/log.ts";
import { envoyLog } from "./envoy/log.ts";
import { haproxyLog } from "./haproxy/log.ts";
import { nginxLog } from "./nginx/log.ts";

/** How each kind of gateway writes its logs. By itself, so that who reads only logs need not load what reads configs. */
export const LOG_GRAMMARS: ReadonlyMap<GatewayKind, LogGrammar> = new Map([
  ["nginx", nginxLog],
  ["envoy", envoyLog],
  ["haproxy", haproxyLog],
  ["caddy", caddyLog],
]);
