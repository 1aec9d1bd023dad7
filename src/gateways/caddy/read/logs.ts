import type { LogFile } from "../../../model/config.ts";
import type { Location } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { dig, entries, get, text, texts } from "../fields.ts";

/**
 * What `logging.logs` names (logging.go). A log may hold what Caddy says and the requests of clients together; one that
 * includes nothing but `http.log.access` is an access log. `start` is where a config stands that says nothing of logs.
 */
export function readLogs(config: Value, start: Location): readonly LogFile[] {
  const logs = entries(dig(config, "logging", "logs"));
  const files = logs.flatMap(([, log]): readonly LogFile[] => {
    const writer = get(log, "writer");
    const path = text(writer, "filename");
    if (text(writer, "output") !== "file" || path === undefined || path.includes("{")) return [];
    const included = texts(log, "include");
    const isAccess = included.length > 0 && included.every((name) => name.startsWith("http.log.access"));
    const location = locationOf(get(writer, "filename") ?? log);
    return [{ kind: isAccess ? "access" : "error", path, format: undefined, location }];
  });
  return [...files, ...outputLog(logs, start)];
}

/** Streams of the process. A log without a writer goes to stderr, and so does `default` where nothing is said of it. */
const OUTPUT: ReadonlySet<string> = new Set(["stderr", "stdout"]);

/** What goes to the supervisor's hands: under systemd the journal has it, whatever of it is an access log. */
function outputLog(logs: ReturnType<typeof entries>, start: Location): readonly LogFile[] {
  const own = logs.find(([, log]) => OUTPUT.has(text(get(log, "writer"), "output") ?? "stderr"))?.[1];
  if (own === undefined && logs.some(([name]) => name === "default")) return [];
  const location = own === undefined ? start : locationOf(own);
  return [{ kind: "error", path: "log in stderr", format: undefined, location, journal: "only" }];
}
