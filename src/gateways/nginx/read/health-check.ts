import type { HealthCheck, StatusRange } from "../../../model/health-check.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import type { Directive, Word } from "../ast.ts";
import { own, type Scope, valueLocation, wordText } from "../context.ts";
import { parseTime } from "../units.ts";
import type { PassContext } from "./pass-context.ts";
import { parseCount } from "./settings.ts";
import { checkTimeout } from "./timeouts.ts";

const SUCCESS: readonly StatusRange[] = [{ from: 200, to: 399 }];
const ANY: readonly StatusRange[] = [{ from: 100, to: 599 }];

/** NGINX Plus: `health_check` beside a pass checks the group that it passes to (ngx_{http,stream}_upstream_hc_module). */
export function readHealthCheck(context: PassContext, top: Scope): HealthCheck | undefined {
  const [line] = own(context.scope, "health_check");
  if (line === undefined) return undefined;
  const { location } = line;
  const given = new Map(line.words.map((word) => [word.text.split("=", 1)[0] ?? "", word]));
  const text = (name: string): Setting<string> | undefined => afterEquals(given.get(name));
  const count = (name: string): Setting<number> | undefined => parsed(text(name), parseCount);
  const protocol = protocolOf(context, given);
  const match = matchBlock(top, text("match")?.value);
  return {
    protocol,
    intervalMs: parsed(text("interval"), parseTime) ?? assumed(5_000, location),
    timeoutMs: checkTimeout(context),
    unhealthyAfter: count("fails") ?? assumed(1, location),
    healthyAfter: count("passes") ?? assumed(1, location),
    port: count("port"),
    method: assumed("GET", location),
    path: text("uri") ?? assumed("/", location),
    rawRequest: match === undefined ? undefined : sent(match),
    expectStatus: expectedStatus(match, location),
    grpcService: text("grpc_service")?.value,
    startsDown: given.has("mandatory"),
    location,
  };
}

function protocolOf(context: PassContext, given: ReadonlyMap<string, Word>): HealthCheck["protocol"] {
  if (afterEquals(given.get("type"))?.value === "grpc") return "grpc";
  return context.kind.protocol === "tcp" || context.kind.protocol === "udp" ? "tcp" : "http";
}

function matchBlock(top: Scope, name: string | undefined): Directive | undefined {
  return own(top, "match").find((block) => name !== undefined && wordText(block, 0) === name);
}

/** What a `match` block of stream sends. */
function sent(match: Directive): Setting<string> | undefined {
  const word = match.children?.find((line) => line.name === "send")?.word(0);
  return word === undefined ? undefined : written(word.text, word.location);
}

/** `status 200 204`, `status 200-399`, `status ! 500-599`; a match without one takes any. */
function expectedStatus(
  match: Directive | undefined,
  location: HealthCheck["location"],
): HealthCheck["expectStatus"] {
  if (match === undefined) return assumed(SUCCESS, location);
  const line = match.children?.find((child) => child.name === "status");
  if (line === undefined) return written(ANY, match.location);
  const words = line.words.map((word) => word.text);
  const ranges = words.flatMap((word) => {
    const [from, to = from] = word.replace(/^!/, "").split("-").map(Number);
    return from === undefined || to === undefined || Number.isNaN(from + to) || word === "!"
      ? []
      : [{ from, to }];
  });
  return written(words[0]?.startsWith("!") ? allBut(ranges) : ranges, valueLocation(line));
}

function allBut(ranges: readonly StatusRange[]): readonly StatusRange[] {
  const rest: StatusRange[] = [];
  let from = 100;
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    if (range.from > from) rest.push({ from, to: range.from - 1 });
    from = Math.max(from, range.to + 1);
  }
  if (from <= 599) rest.push({ from, to: 599 });
  return rest;
}

function afterEquals(word: Word | undefined): Setting<string> | undefined {
  const equals = word?.text.indexOf("=") ?? -1;
  return word === undefined || equals === -1
    ? undefined
    : written(word.text.slice(equals + 1), word.location);
}

function parsed(
  text: Setting<string> | undefined,
  parse: (text: string) => number | undefined,
): Setting<number> | undefined {
  const value = text === undefined ? undefined : parse(text.value);
  return text === undefined || value === undefined ? undefined : written(value, text.location);
}
