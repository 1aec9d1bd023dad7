import type { AdminConnections, AdminPeer, AdminState } from "../../../model/admin.ts";
import { arrayOf, countOf, fieldsOf, parseJson, textOf } from "./json.ts";

/** Words of the API for a peer's state (ngx_http_api_module, "HTTP upstreams"). */
const STATES: ReadonlyMap<string, AdminState> = new Map<string, AdminState>([
  ["up", "up"],
  ["draining", "draining"],
  ["down", "down"],
  ["unavail", "ejected"],
  ["checking", "checking"],
  ["unhealthy", "down"],
]);

/** The answer of `/http/upstreams` or `/stream/upstreams`: group → peers. Groups without a `zone` are not in it. */
export function readApiUpstreams(text: string): readonly AdminPeer[] {
  const groups = fieldsOf(parseJson(text)) ?? new Map<string, unknown>();
  return [...groups].flatMap(([upstream, group]) => {
    const peers = arrayOf(fieldsOf(group)?.get("peers")) ?? [];
    return peers.flatMap((peer) => peerOf(upstream, peer) ?? []);
  });
}

function peerOf(upstream: string, peer: unknown): AdminPeer | undefined {
  const fields = fieldsOf(peer);
  const endpoint = textOf(fields?.get("server"));
  if (fields === undefined || endpoint === undefined) return undefined;
  const word = textOf(fields.get("state")) ?? "unknown";
  const downSince = Date.parse(textOf(fields.get("downstart")) ?? "");
  return {
    upstream,
    endpoint,
    name: textOf(fields.get("name")),
    state: STATES.get(word) ?? "unknown",
    word,
    fails: countOf(fields.get("fails")),
    checks: checksOf(fields.get("health_checks")),
    // It stays in the answer after the peer has come back.
    downSince: word === "up" || Number.isNaN(downSince) ? undefined : downSince,
  };
}

function checksOf(value: unknown): AdminPeer["checks"] {
  const fields = fieldsOf(value);
  if ((countOf(fields?.get("checks")) ?? 0) === 0) return undefined;
  const lastPassed = fields?.get("last_passed");
  return {
    fails: countOf(fields?.get("fails")) ?? 0,
    lastPassed: typeof lastPassed === "boolean" ? lastPassed : undefined,
  };
}

/** The answer of `/connections`. */
export function readApiConnections(text: string): AdminConnections | undefined {
  const fields = fieldsOf(parseJson(text));
  const accepted = countOf(fields?.get("accepted"));
  const dropped = countOf(fields?.get("dropped"));
  if (accepted === undefined || dropped === undefined) return undefined;
  return { accepted, handled: accepted - dropped, active: countOf(fields?.get("active")) ?? 0 };
}
