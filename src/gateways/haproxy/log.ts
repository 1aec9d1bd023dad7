import type { LogGrammar, LogReader } from "../../model/log-grammar.ts";

const silent: LogReader = { stamp: () => undefined, open: () => undefined };

/** Nothing is read of its logs. */
export const haproxyLog: LogGrammar = { error: silent, access: () => silent };
