import type { Ejection, Endpoint } from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import type { Directive, Word } from "../ast.ts";
import type { Place } from "../context.ts";
import { parseTime } from "../units.ts";
import { isAtLeast } from "../version.ts";
import { type Address, parseAddress, targetOf } from "./address.ts";
import { resolvedAtStart, resolvedLater } from "./resolver.ts";
import { parseCount, refuse } from "./settings.ts";

/** What one `server` line of a group says, with the ejection that it would have beside others. */
export interface ServerLine {
  readonly endpoint: Endpoint & { readonly ejection: Ejection };
  readonly maxFails: number;
  readonly resolves: boolean;
}

const HTTP_PORT = 80;

type Flag = "backup" | "down" | "drain" | "resolve" | "service";
type Count = "weight" | "max_fails" | "fail_timeout" | "max_conns";

/** What stands behind the address, by its name. */
interface Parameters {
  readonly flags: { [Name in Flag]?: Word };
  readonly numbers: { [Name in Count]?: Setting<number> };
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
  const word = line.word(0);
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
  return module === "stream" && lacksPort && flags.service === undefined ? "no port" : undefined;
}

function serverLine(
  word: Word,
  address: Exclude<Address, { kind: "invalid" }>,
  { flags, numbers }: Parameters,
  place: Place,
): ServerLine {
  const { location } = word;
  const target = targetOf(address, HTTP_PORT);
  const resolves = flags.resolve !== undefined;
  const maxConnections = numbers.max_conns;
  const failures = numbers.max_fails ?? assumed(1, location);
  const window = numbers.fail_timeout ?? assumed(10_000, location);
  const endpoint = {
    endpoint: targetText(target),
    target,
    role: flags.backup !== undefined ? "backup" : "primary",
    intent: intentOf(flags, location),
    weight: numbers.weight ?? assumed(1, location),
    // 0 stands for no limit
    maxConnections: maxConnections?.value === 0 ? undefined : maxConnections,
    ejection: { failures, windowMs: window, penaltyMs: window },
    resolution: resolves ? resolvedLater(target, place, "run-time") : resolvedAtStart(target),
    location,
  } as const;
  return { endpoint, maxFails: failures.value, resolves };
}

function intentOf(flags: Parameters["flags"], address: Location): Endpoint["intent"] {
  const { down, drain } = flags;
  if (down !== undefined) return written("down", down.location);
  return drain === undefined ? assumed("active", address) : written("drain", drain.location);
}

/** Words that stand alone; `resolve` and `service=` came to the open source build with 1.27.3. */
const FLAGS: ReadonlyMap<string, Flag> = new Map([
  ["backup", "backup"],
  ["down", "down"],
  ["drain", "drain"],
  ["resolve", "resolve"],
]);
const COUNTS: ReadonlyMap<string, Count> = new Map([
  ["weight", "weight"],
  ["max_fails", "max_fails"],
  ["fail_timeout", "fail_timeout"],
  ["max_conns", "max_conns"],
]);
/** Parameters that nothing in the model depends on, those of Tengine and Angie included. */
const OTHERS = new Set(["route", "slow_start", "sid", "id"]);

function readParameters(line: Directive, place: Place): Parameters {
  const parameters: Parameters = { flags: {}, numbers: {} };
  const { words } = line;
  for (let index = 1; index < words.length; index++) {
    const word = words[index];
    if (word !== undefined && !takeParameter(parameters, word, place))
      refuse(place, line, `invalid parameter "${word.text}"`, index);
  }
  return parameters;
}

/** False for what nginx refuses. */
function takeParameter({ flags, numbers }: Parameters, word: Word, { reading }: Place): boolean {
  const { text } = word;
  const equals = text.indexOf("=");
  const name = equals === -1 ? text : text.slice(0, equals);
  const isNews = name === "resolve" || name === "service";
  if (isNews && reading.knowsVersion && !reading.isPlus && !isAtLeast(reading.version, "1.27.3"))
    return false;
  if (equals === -1) {
    const flag = FLAGS.get(name);
    if (flag !== undefined) flags[flag] = word;
    return flag !== undefined;
  }
  const count = COUNTS.get(name);
  const number = count === undefined ? undefined : numberOf(count, text.slice(equals + 1));
  if (name === "service") flags.service = word;
  if (count !== undefined && number !== undefined) numbers[count] = written(number, word.location);
  return number !== undefined || name === "service" || OTHERS.has(name);
}

/** A count, and for `fail_timeout` milliseconds; undefined for what nginx refuses. */
function numberOf(name: Count, value: string): number | undefined {
  if (name === "fail_timeout") return parseTime(value, "s");
  const count = parseCount(value);
  return name === "weight" && count === 0 ? undefined : count;
}
