import type { Ejection, Endpoint } from "../../../model/config.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import type { Directive, Word } from "../ast.ts";
import type { Place } from "../context.ts";
import { parseTime } from "../units.ts";
import { isAtLeast } from "../version.ts";
import { type Address, endpointName, parseAddress, targetOf } from "./address.ts";
import { resolvedAtStart, resolvedLater } from "./resolver.ts";
import { parseCount, refuse } from "./settings.ts";

/** What one `server` line of a group says, with the ejection that it would have beside others. */
export interface ServerLine {
  readonly endpoint: Endpoint & { readonly ejection: Ejection };
  readonly maxFails: number;
  readonly resolves: boolean;
}

const HTTP_PORT = 80;

interface Parameters {
  readonly flags: ReadonlyMap<string, Word>;
  readonly numbers: ReadonlyMap<string, Setting<number>>;
}

/**
 * Reads a `server` line (ngx_http_upstream_server, ngx_stream_upstream_server). Without a port HTTP takes 80, whatever
 * the scheme of the pass is; stream takes none. Undefined for an address that nginx refuses, which is reported.
 */
export function readServerLine(
  line: Directive,
  place: Place,
  module: "http" | "stream",
): ServerLine | undefined {
  const word = line.words[0];
  if (word === undefined) {
    refuse(place, line, 'invalid number of arguments in "server" directive');
    return undefined;
  }
  const address = parseAddress(word.text, false);
  const parameters = readParameters(line, place);
  const refusal = refusalOf(address, parameters, module);
  if (address.kind !== "invalid" && refusal === undefined)
    return serverLine(word, address, parameters, place);
  const message = `${refusal} in upstream "${word.text}"`;
  const { location } = word;
  place.reading.report({
    cause: "upstream-address-invalid",
    message,
    location,
    refusesConfig: true,
    about: word.text,
  });
  return undefined;
}

function refusalOf(address: Address, { flags }: Parameters, module: "http" | "stream"): string | undefined {
  if (address.kind === "invalid") return address.error;
  const lacksPort = address.kind === "host" && address.port === undefined;
  // a service brings its port along from DNS
  return module === "stream" && lacksPort && !flags.has("service") ? "no port" : undefined;
}

function serverLine(
  word: Word,
  address: Exclude<Address, { kind: "invalid" }>,
  { flags, numbers }: Parameters,
  place: Place,
): ServerLine {
  const { location } = word;
  const target = targetOf(address, HTTP_PORT);
  const resolves = flags.has("resolve");
  const maxConnections = numbers.get("max_conns");
  const failures = numbers.get("max_fails") ?? assumed(1, location);
  const window = numbers.get("fail_timeout") ?? assumed(10_000, location);
  const endpoint = {
    endpoint: endpointName(target),
    target,
    role: flags.has("backup") ? "backup" : "primary",
    intent: intentOf(flags, word),
    weight: numbers.get("weight") ?? assumed(1, location),
    // 0 stands for no limit
    maxConnections: maxConnections?.value === 0 ? undefined : maxConnections,
    ejection: { failures, windowMs: window, penaltyMs: window },
    resolution: resolves ? resolvedLater(target, place, "run-time") : resolvedAtStart(target),
    location,
  } as const;
  return { endpoint, maxFails: failures.value, resolves };
}

function intentOf(flags: Parameters["flags"], address: Word): Endpoint["intent"] {
  const down = flags.get("down");
  if (down !== undefined) return written("down", down.location);
  const drain = flags.get("drain");
  return drain === undefined ? assumed("active", address.location) : written("drain", drain.location);
}

/** Words that stand alone; `resolve` and `service=` came to the open source build with 1.27.3. */
const FLAGS = new Set(["backup", "down", "drain", "resolve"]);
/** Parameters that nothing in the model depends on, those of Tengine and Angie included. */
const OTHERS = new Set(["route", "slow_start", "sid", "id"]);

function readParameters(line: Directive, place: Place): Parameters {
  const flags = new Map<string, Word>();
  const numbers = new Map<string, Setting<number>>();
  const hasResolve =
    place.reading.isPlus || !place.reading.knowsVersion || isAtLeast(place.reading.version, "1.27.3");
  for (let index = 1; index < line.words.length; index++) {
    const word = line.words[index];
    if (word === undefined) continue;
    const equals = word.text.indexOf("=");
    const name = equals === -1 ? word.text : word.text.slice(0, equals);
    const value = equals === -1 ? undefined : word.text.slice(equals + 1);
    const isNews = name === "resolve" || name === "service";
    const number = value === undefined ? undefined : numberOf(name, value);
    if (isNews && !hasResolve) refuse(place, line, `invalid parameter "${word.text}"`, index);
    else if (number !== undefined) numbers.set(name, written(number, word.location));
    else if (value === undefined ? FLAGS.has(name) : name === "service") flags.set(name, word);
    else if (value === undefined || !OTHERS.has(name))
      refuse(place, line, `invalid parameter "${word.text}"`, index);
  }
  return { flags, numbers };
}

/** Counts, and for `fail_timeout` milliseconds; undefined for what nginx refuses and for other names. */
function numberOf(name: string, value: string): number | undefined {
  if (name === "fail_timeout") return parseTime(value, "s");
  if (name !== "weight" && name !== "max_fails" && name !== "max_conns") return undefined;
  const count = parseCount(value);
  return name === "weight" && count === 0 ? undefined : count;
}
