import type { Gateway } from "../model/config.ts";
import { loggedPlaces } from "../model/logged-place.ts";
import type { LogEvent, Observation, ObservationOf } from "../model/observation.ts";
import type { LogAccount, LogFileReport, LoggedFailure, LoggedPlaceReport } from "../model/report.ts";
import { type Rhythm, rhythmOf } from "../model/rhythm.ts";
import { joinSlots } from "../model/time-slots.ts";
import { isFailure } from "./log-words.ts";

const NO_RHYTHM: Rhythm = { bursts: [], periodMs: undefined };

/** What logs tell, place by place; undefined where none was read. */
export function logAccount(
  gateways: readonly Gateway[],
  observations: readonly Observation[],
): LogAccount | undefined {
  const logs = observations.filter((one) => one.kind === "log" && one.outcome.kind === "answered");
  const read = logs.filter((one): one is ObservationOf<"log"> => one.kind === "log");
  if (read.length === 0) return undefined;
  const places = gateways.flatMap((gateway) => placesOf(gateway, read));
  return {
    files: read.map(fileOf),
    places: places.sort((one, other) => failuresIn(other) - failuresIn(one)),
  };
}

function fileOf({ request, facts }: ObservationOf<"log">): LogFileReport {
  return {
    path: request.path,
    gateway: request.gateway,
    kind: request.log,
    lines: facts.lines ?? 0,
    from: moment(facts.firstAt),
    to: moment(facts.lastAt),
    complete: !facts.isPartial,
    timeZone: facts.timeZone,
    hasLocalStamps: facts.hasLocalStamps === true,
  };
}

function moment(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function placesOf(gateway: Gateway, logs: readonly ObservationOf<"log">[]): readonly LoggedPlaceReport[] {
  const placeOf = loggedPlaces(gateway);
  const events = new Map<string, LogEvent[]>();
  const names = new Map<string, Pick<LoggedPlaceReport, "upstream" | "endpoint" | "others">>();
  for (const event of logs.filter((log) => isOf(log, gateway)).flatMap(({ facts }) => facts.events)) {
    const place = placeOf(event);
    const key = event.isRest
      ? "rest"
      : place === undefined
        ? ""
        : `${place.upstream}\n${place.endpoint ?? ""}`;
    const own = events.get(key);
    if (own !== undefined) own.push(event);
    else {
      events.set(key, [event]);
      names.set(key, {
        ...(event.isRest && { others: true }),
        ...(place !== undefined && { upstream: place.upstream }),
        ...(place?.endpoint !== undefined && { endpoint: place.endpoint }),
      });
    }
  }
  return [...events].map(([key, own]) => ({ gateway: gateway.id, ...names.get(key), ...countsOf(own) }));
}

function isOf({ subjects }: ObservationOf<"log">, { id }: Gateway): boolean {
  return subjects.some(({ gateway }) => gateway === id);
}

function countsOf(events: readonly LogEvent[]): Omit<LoggedPlaceReport, "gateway" | "upstream" | "endpoint"> {
  const access = events.filter(({ event }) => event.startsWith("access-"));
  const bad = access.filter(({ event }) => event.startsWith("access-5"));
  const by = (who: string | undefined) => sum(bad.filter(({ detail }) => detail === who));
  return {
    requests: access.length === 0 ? null : sum(access),
    failedRequests: access.length === 0 ? null : sum(bad),
    madeBy: { upstream: by("upstream"), gateway: by("gateway"), unknown: by(undefined) },
    failures: joined(events.filter(isTold)).sort(
      (one, other) => other.count - one.count || (one.event < other.event ? -1 : 1),
    ),
  };
}

/** What is only warned of got through all the same, but for an endpoint that is out from now on. */
function isTold({ event, level }: LogEvent): boolean {
  return isFailure(event) && (level !== "warn" || event === "endpoint-disabled");
}

/** Lines of one event and detail, whatever level or method they name. */
function joined(events: readonly LogEvent[]): LoggedFailure[] {
  const groups = new Map<string, LogEvent[]>();
  for (const one of events) {
    const key = `${one.event}\n${one.detail ?? ""}`;
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [one]);
    else own.push(one);
  }
  return [...groups.values()].flatMap((own) => failureOf(own));
}

function failureOf(events: readonly LogEvent[]): readonly LoggedFailure[] {
  const [first] = [...events].sort((one, other) => other.count - one.count);
  if (first === undefined) return [];
  const slots = joinSlots(events.map((event) => event.slots));
  const { bursts, periodMs } = slots === undefined ? NO_RHYTHM : rhythmOf(slots);
  return [
    {
      event: first.event,
      ...(first.detail !== undefined && { detail: first.detail }),
      count: sum(events),
      firstAt: new Date(Math.min(...events.map(({ firstAt }) => firstAt))).toISOString(),
      lastAt: new Date(Math.max(...events.map(({ lastAt }) => lastAt))).toISOString(),
      bursts: Math.max(1, bursts.length),
      periodMs: periodMs ?? null,
      sample: first.sample,
    },
  ];
}

function sum(events: readonly { readonly count: number }[]): number {
  return events.reduce((total, { count }) => total + count, 0);
}

function failuresIn({ failures }: LoggedPlaceReport): number {
  return sum(failures);
}
