import type { LogGrammar, LogReader } from "../../model/log-grammar.ts";
import { accessReader } from "./log-access.ts";
import { errorReader } from "./log-error.ts";
import { hostEventReader } from "./log-host-events.ts";

/**
 * Envoy's application log, which it writes to stderr. What is handed over as one may be an access log all the same, as both
 * come out of a container by one stream: lines that are none of the application's are read as such. So are
 * lines of its logs of health checks and of outlier detection.
 */
const error: LogReader = {
  stamp: (line) => errorReader.stamp(line) ?? hostEventReader.stamp(line) ?? anyAccess.stamp(line),
  open: (line) => errorReader.open(line) ?? hostEventReader.open(line) ?? anyAccess.open(line),
};

const anyAccess = accessReader(undefined);

/** How Envoy writes its logs. */
export const envoyLog: LogGrammar = { error, access: accessReader };
