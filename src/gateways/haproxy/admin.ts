import type { AdminGrammar } from "../../model/admin-grammar.ts";

/** Nothing is asked of its runtime API. */
export const haproxyAdmin: AdminGrammar = () => ({ kind: "unknown", reason: "its runtime API is not read" });
