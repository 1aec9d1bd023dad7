import type { AdminGrammar } from "../../model/admin-grammar.ts";

export const caddyAdmin: AdminGrammar = () => ({ kind: "unknown", reason: "not asked" });
