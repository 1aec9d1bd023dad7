import type { LogGrammar, LogReader } from "../../model/log-grammar.ts";
import { accessReader } from "./log-access.ts";
import { errorReader } from "./log-error.ts";

/**
 * Envoy's application log, which it writes to stderr. What is handed over as one may be an access log all the same, as both
 * come out of a container by one stream: lines that are none of the application's are read as such.
 */
const error: LogReader = {
  stamp: (line) => errorReader.stamp(line) ?? anyAccess.stamp(line),
  open: (line) => errorReader.open(line) ?? anyAccess.open(line),
};

const anyAccess = accessReader(undefined);

/** How Envoy writes its logs. */
export const envoyLog: LogGrammar = { error, access: accessReader };
