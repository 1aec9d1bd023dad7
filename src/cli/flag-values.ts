import { GATEWAY_KINDS, type GatewayKind } from "../model/config.ts";
import type { StatusRange } from "../model/health-check.ts";
import { parseDuration } from "../text/duration.ts";
import { UsageError } from "./faults.ts";
import type { Given } from "./given.ts";
import { suggest } from "./suggest.ts";

/** The kinds that this release can read: those that have a reader, which is loaded only when there is something to read. */
const READABLE: readonly GatewayKind[] = ["nginx", "envoy", "haproxy", "caddy"];
/** Longest delay that Node's timers take (2^31 - 1 ms), some 24 days. */
const LONGEST_TIMER_MS = 2_147_483_647;

function refuse({ value, source }: Given, allowed: string): never {
  throw new UsageError(`${source}: "${value}" is not allowed; ${allowed}`);
}

export function durationValue(given: Given): number {
  const ms = parseDuration(given.value);
  if (ms === undefined) refuse(given, "give a number with ms, s, m or h, as in 500ms, 2s, 5m, 1h");
  if (ms <= 0) refuse(given, "it must be longer than nothing");
  return ms;
}

/** A duration that a timer will wait for. */
export function timerValue(given: Given): number {
  const ms = durationValue(given);
  if (ms > LONGEST_TIMER_MS) refuse(given, "at most 596h");
  return ms;
}

export function countValue(given: Given): number {
  const count = Number(given.value);
  if (!/^\d{1,7}$/.test(given.value) || count < 1) refuse(given, "give a whole number from 1 on");
  return count;
}

export function choiceValue<const T extends string>(given: Given, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === given.value);
  if (found !== undefined) return found;
  const near = suggest(given.value, choices);
  const hint = near === undefined ? "" : `. Did you mean ${near}?`;
  throw new UsageError(
    `${given.source}: "${given.value}" is not allowed; choose from ${choices.join(", ")}${hint}`,
  );
}

/** "200,204,300-399". */
export function statusesValue(given: Given): readonly StatusRange[] {
  const ranges = given.value.split(",").map((part) => {
    const [, from, to = from] = /^\s*([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?\s*$/.exec(part) ?? [];
    return { from: Number(from), to: Number(to) };
  });
  const isRight = ranges.every(({ from, to }) => from <= to);
  return isRight ? ranges : refuse(given, "give statuses from 100 to 599, as in 200,204,300-399");
}

/** An address with the port always written: "10.0.0.2:53", "[::1]:53". */
export function resolverValue(given: Given): string {
  const four = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/.exec(given.value);
  const six =
    /^\[([0-9a-f:.]{2,45})\](?::(\d{1,5}))?$/i.exec(given.value) ?? /^([0-9a-f:.]{2,45})$/i.exec(given.value);
  const [, address = "", port = "53"] = four ?? six ?? [];
  const isAddress = four === null ? isIpv6(address) : address.split(".").every((part) => Number(part) <= 255);
  if (!isAddress || Number(port) < 1 || Number(port) > 65535)
    refuse(given, "give an address with or without a port, as in 10.0.0.2, 10.0.0.2:5353, [fd00::2]:53");
  return four === null ? `[${address}]:${Number(port)}` : `${address}:${Number(port)}`;
}

function isIpv6(address: string): boolean {
  return address.includes(":") && URL.canParse(`http://[${address}]/`);
}

export function gatewayValue(given: Given): GatewayKind {
  const kinds = GATEWAY_KINDS.filter((kind) => kind !== "none");
  const kind = kinds.find((one) => one === given.value);
  if (kind === undefined) return choiceValue(given, READABLE);
  if (READABLE.includes(kind)) return kind;
  throw new UsageError(
    `${given.source}: this release can't read ${kind} yet; it can read ${READABLE.join(", ")}`,
  );
}

export function versionValue(given: Given): string {
  return /^v?\d[\w.+~-]{0,40}$/.test(given.value)
    ? given.value.replace(/^v/, "")
    : refuse(given, "give it as in 1.26.2");
}

/** A path of a request: what stands behind the host in a URL. */
export function pathValue(given: Given): string {
  if (!/^\/[\x21-\x7e]*$/.test(given.value))
    refuse(given, "it begins with / and holds no spaces, as in /healthz");
  return given.value;
}

/** What may stand in a Host header or a server name. */
export function nameValue(given: Given): string {
  return /^[\w.:[\]*-]{1,255}$/.test(given.value)
    ? given.value
    : refuse(given, "give a host name or an address");
}

/** The blocks around a fragment, "http,server". */
export function contextValue(given: Given): readonly string[] {
  const blocks = given.value.split(",").map((block) => block.trim());
  return blocks.map((value) =>
    choiceValue({ ...given, value }, ["http", "server", "location", "stream", "upstream"]),
  );
}
