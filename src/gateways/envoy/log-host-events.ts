import type { CheckFailure } from "../../model/admin.ts";
import { targetText } from "../../model/evidence.ts";
import type { LogLine, LogReader, OpenLine } from "../../model/log-grammar.ts";
import { parseJsonTree } from "../../text/json-tree.ts";
import type { Value } from "../../text/tree.ts";
import { isoStamp } from "./log-stamp.ts";
import { get, text, word } from "./message.ts";
import { readAddress } from "./read/address.ts";

/** Nothing of these logs is longer; a line of JSON without end is none of theirs. */
const LONGEST = 16 * 1024;

/**
 * Envoy's two logs of what became of endpoints, an object of JSON on each line: those of health checks
 * (data/core/v3/health_check_event.proto) and of outlier detection (data/cluster/v3/outlier_detection_event.proto).
 */
export const hostEventReader: LogReader = { open, stamp: (line) => open(line)?.stamp };

function open(line: Uint8Array): OpenLine | undefined {
  if (line[0] !== 0x7b || line.length > LONGEST) return undefined;
  const raw = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString("latin1");
  if (!raw.includes('"cluster_name"')) return undefined;
  const { tree, problem } = parseJsonTree("", raw.trimEnd());
  const event: Value = { tree, index: 0 };
  const upstream = text(event, "cluster_name");
  if (problem !== undefined || upstream === undefined) return undefined;
  const stamp = isoStamp(text(event, "timestamp") ?? "");
  return { stamp, text: raw, said: () => saidBy(event, upstream) };
}

function saidBy(event: Value, upstream: string): readonly LogLine[] {
  return get(event, "health_checker_type") === undefined
    ? aboutOutlier(event, upstream)
    : aboutCheck(event, upstream);
}

/** What failed, as far as Envoy tells: a wrong answer is ACTIVE, and no connection or a broken one is NETWORK. */
const FAILURES: ReadonlyMap<string, CheckFailure> = new Map<string, CheckFailure>([
  ["ACTIVE", "status-wrong"],
  ["NETWORK", "connect-rejected"],
  ["NETWORK_TIMEOUT", "answer-timeout"],
]);

function aboutCheck(event: Value, upstream: string): readonly LogLine[] {
  const address = readAddress(get(event, "host"));
  const peer = address === undefined ? undefined : targetText(address.target);
  const base = { level: "info", peer, upstream, errno: undefined, detail: undefined };
  if (get(event, "add_healthy_event") !== undefined) return [{ ...base, event: "endpoint-enabled" }];
  const ejected = get(event, "eject_unhealthy_event");
  const failed = ejected ?? get(event, "health_check_failure_event");
  if (failed === undefined) return [];
  const detail = FAILURES.get(word(failed, "failure_type") ?? "ACTIVE");
  const check = { ...base, event: "check-failed", detail } as const;
  return ejected === undefined ? [check] : [{ ...base, event: "endpoint-disabled" }, check];
}

/** An ejection that is not enforced is written down all the same, and changes nothing. */
function aboutOutlier(event: Value, upstream: string): readonly LogLine[] {
  const action = word(event, "action");
  const peer = text(event, "upstream_url")?.replace(/^tcp:\/\//, "");
  const base = { level: "info", peer, upstream, errno: undefined };
  if (action === "UNEJECT") return [{ ...base, event: "endpoint-enabled", detail: undefined }];
  if (action !== "EJECT" || text(event, "enforced") !== "true") return [];
  return [{ ...base, event: "endpoint-disabled", detail: text(event, "type")?.toLowerCase() }];
}
