import type { AdminGrammar } from "../model/admin-grammar.ts";
import type { GatewayKind } from "../model/config.ts";
import { caddyAdmin } from "./caddy/admin.ts";
import { envoyAdmin } from "./envoy/admin.ts";
import { haproxyAdmin } from "./haproxy/admin.ts";
import { nginxAdmin } from "./nginx/admin.ts";

/** How the admin surface of each kind of gateway is read. */
export const ADMIN_GRAMMARS: ReadonlyMap<GatewayKind, AdminGrammar> = new Map([
  ["nginx", nginxAdmin],
  ["envoy", envoyAdmin],
  ["haproxy", haproxyAdmin],
  ["caddy", caddyAdmin],
]);
