import type { LogFile } from "../../../model/config.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { dig, entries, get, text, texts } from "../fields.ts";

/**
 * The files of `logging.logs` (logging.go). A log may hold what Caddy says and the requests of clients together; one that
 * includes nothing but `http.log.access` is an access log. Without a file it goes to stderr, and so to the supervisor.
 */
export function readLogs(config: Value): readonly LogFile[] {
  return entries(dig(config, "logging", "logs")).flatMap(([, log]): readonly LogFile[] => {
    const writer = get(log, "writer");
    const path = text(writer, "filename");
    if (text(writer, "output") !== "file" || path === undefined || path.includes("{")) return [];
    const included = texts(log, "include");
    const isAccess = included.length > 0 && included.every((name) => name.startsWith("http.log.access"));
    const location = locationOf(get(writer, "filename") ?? log);
    return [{ kind: isAccess ? "access" : "error", path, format: undefined, location }];
  });
}
