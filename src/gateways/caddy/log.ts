import type { LogGrammar, LogReader } from "../../model/log-grammar.ts";

const reader: LogReader = { open: () => undefined, stamp: () => undefined };

/** How Caddy writes its logs. */
export const caddyLog: LogGrammar = { error: reader, access: () => reader };
