import type { LogFile } from "../../../model/config.ts";
import { entriesOf, itemsOf, kindOf, locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, extensionConfig, get, list, text } from "../message.ts";

/** Streams of the process are no files. */
const NO_FILE = /^\/dev\/(?:stdout|stderr|null|fd\/\d+)$|^\/proc\/self\/fd\//;
/** Of those, what the journal of a unit has. */
const OUTPUT = /^\/dev\/(?:stdout|stderr)$/;
/** Objects of a log format in JSON that nest deeper are not written by people. */
const DEEPEST = 5;

/** Access log files of a listener, a connection manager or a TCP proxy, with their formats (file.proto). */
export function readAccessLogs(message: Value): readonly LogFile[] {
  return list(message, "access_log").flatMap((log) => {
    const config = extensionConfig(log);
    const path = get(config, "path");
    const file = path === undefined ? undefined : scalarText(path);
    if (path === undefined || file === undefined) return [];
    const entry = {
      kind: "access",
      path: file,
      format: formatOf(config),
      location: locationOf(path),
    } as const;
    if (OUTPUT.test(file)) return [{ ...entry, journal: "only" } as const];
    return NO_FILE.test(file) ? [] : [entry];
  });
}

/** Where a cluster's health checks write what becomes of endpoints (health_check.proto): `event_logger`, and an older field. */
export function readCheckLogs(cluster: Value): readonly LogFile[] {
  return list(cluster, "health_checks").flatMap((check) => {
    const sinks = list(check, "event_logger").map(extensionConfig);
    return [check, ...sinks].flatMap((holder) => eventLog(get(holder, "event_log_path")));
  });
}

/** Where outlier detection of all clusters writes (bootstrap.proto, `ClusterManager`). */
export function readOutlierLog(bootstrap: Value): readonly LogFile[] {
  return eventLog(dig(bootstrap, "cluster_manager", "outlier_detection", "event_log_path"));
}

function eventLog(path: Value | undefined): readonly LogFile[] {
  const file = path === undefined ? "" : (scalarText(path) ?? "");
  if (path === undefined || file === "" || NO_FILE.test(file)) return [];
  return [{ kind: "error", path: file, format: undefined, location: locationOf(path) }];
}

/** A text with command operators, or the JSON object that holds them; undefined for Envoy's own format. */
function formatOf(config: Value | undefined): string | undefined {
  const format = get(config, "log_format");
  const json = get(format, "json_format") ?? get(config, "json_format") ?? get(config, "typed_json_format");
  if (json !== undefined) return JSON.stringify(plain(json, 0));
  const source = dig(format, "text_format_source", "inline_string");
  return source === undefined ? (text(format, "text_format") ?? text(config, "format")) : scalarText(source);
}

function plain(value: Value, depth: number): unknown {
  if (depth > DEEPEST) return null;
  if (kindOf(value) === "map")
    return Object.fromEntries(
      entriesOf(value).map(([key, inner]) => [scalarText(key) ?? "", plain(inner, depth + 1)]),
    );
  if (kindOf(value) === "list") return itemsOf(value).map((item) => plain(item, depth + 1));
  return scalarText(value) ?? null;
}
