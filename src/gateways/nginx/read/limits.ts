import type { RequestLimit } from "../../../model/config.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import type { Directive, Lines } from "../ast.ts";
import { own, type Reading, type Scope, valueLocation } from "../context.ts";
import { directivesIn, directivesNamed } from "../directives.ts";

/** nginx answers 503 to what its limits refuse (`limit_req_status`, `limit_conn_status`). */
const REFUSED = 503;
/** Far more than anybody writes; it bounds what a hostile config makes of it. */
const MOST_LIMITS = 10_000;

/** The `limit_req` and `limit_conn` lines of an http block, each with the status and the key that hold where it stands. */
export function readLimits(http: Scope, mentions: Reading["mentions"]): readonly RequestLimit[] {
  if (!mentions("limit_req") && !mentions("limit_conn")) return [];
  const zones = new Map<string, Setting<string>>();
  for (const [name, kind] of [
    ["limit_req_zone", "requests"],
    ["limit_conn_zone", "connections"],
  ] as const)
    for (const line of own(http, name)) {
      const zone = line.words
        .find((word) => word.text.startsWith("zone="))
        ?.text.slice(5)
        .split(":")[0];
      const key = line.word(0);
      if (zone !== undefined && key !== undefined)
        zones.set(`${kind} ${zone}`, written(key.text, key.location));
    }
  const limits: RequestLimit[] = [];
  visit(http.lines, new Map(), zones, limits);
  return limits;
}

function visit(
  lines: Lines,
  outer: ReadonlyMap<string, Directive>,
  zones: ReadonlyMap<string, Setting<string>>,
  limits: RequestLimit[],
): void {
  if (limits.length >= MOST_LIMITS) return;
  let statuses = outer;
  for (const name of ["limit_req_status", "limit_conn_status"])
    for (const line of directivesNamed(lines, name)) statuses = new Map([...statuses, [name, line]]);
  for (const line of directivesIn(lines)) {
    if (line.name === "limit_req") limits.push(limitOf(line, "requests", statuses, zones));
    else if (line.name === "limit_conn") limits.push(limitOf(line, "connections", statuses, zones));
    else if (line.name === "server" || line.name === "location" || line.name === "if") {
      if (line.lines !== undefined) visit(line.lines, statuses, zones, limits);
    }
  }
}

function limitOf(
  line: Directive,
  kind: RequestLimit["kind"],
  statuses: ReadonlyMap<string, Directive>,
  zones: ReadonlyMap<string, Setting<string>>,
): RequestLimit {
  const text = line.words.find((word) => word.text.startsWith("zone="))?.text.slice(5) ?? line.word(0)?.text;
  const zone = text ?? "";
  const status = statuses.get(kind === "requests" ? "limit_req_status" : "limit_conn_status");
  const number = Number(status?.word(0)?.text);
  return {
    kind,
    zone,
    key: zones.get(`${kind} ${zone}`),
    status:
      status === undefined || !Number.isInteger(number)
        ? assumed(REFUSED, line.location)
        : written(number, valueLocation(status)),
    location: line.location,
  };
}
