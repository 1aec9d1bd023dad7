import type { CauseId } from "../model/cause.ts";
import type { Args, Finding } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import { asker, quoted, shellQuote } from "../model/evidence.ts";
import { groupedDigits } from "../model/grouped-digits.ts";
import type { LogWord } from "../model/log-grammar.ts";
import type { LogEvent, ObservationOf } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";
import { testCommand } from "./problem.ts";
import type { Claim } from "./verdict.ts";

/** Log stamps are cut to the second, start times of processes are not. */
export const STAMP_MS = 1_000;

/** Log lines that say the same, with the file that they stand in. */
export interface Logged extends LogEvent {
  readonly path: string;
}

/** What the logs say in one of these words, the latest first; `isMeant` keeps only events about one's own subject. */
export function loggedAs(
  logs: readonly ObservationOf<"log">[],
  words: readonly LogWord[],
  isMeant: (event: LogEvent) => boolean = () => true,
): readonly Logged[] {
  const wanted = new Set<string>(words);
  return logs
    .flatMap(({ facts, request }) =>
      facts.events
        .filter((event) => wanted.has(event.event) && isMeant(event))
        .map((event) => ({ ...event, path: request.path })),
    )
    .sort((one, other) => other.lastAt - one.lastAt);
}

/** "/var/log/nginx/error.log: 1,204 times since 02:10:31Z, last at …: "…"". */
export function loggedSentence({ path, count, firstAt, lastAt, sample }: Logged): string {
  const when =
    count === 1
      ? `at ${moment(lastAt)}`
      : `${groupedDigits(count)} times since ${moment(firstAt)}, last at ${moment(lastAt)}`;
  return `${path}: ${when}: ${quoted(sample, 160)}`;
}

/** "2026-11-22T02:10:31Z". */
export function moment(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function timesLogged(events: readonly LogEvent[]): number {
  return events.reduce((sum, { count }) => sum + count, 0);
}

export interface LogAccusation {
  readonly cause: CauseId;
  readonly strength: number;
  readonly ground: string;
  readonly subject?: Subject;
  readonly locations?: Claim["locations"];
  readonly args?: Args;
}

/** A claim that rests on what the gateway's own log says. */
export function logClaim(gateway: Gateway, events: readonly Logged[], of: LogAccusation): Claim {
  return {
    cause: of.cause,
    strength: of.strength,
    subject: of.subject ?? { gateway: gateway.id },
    ground: of.ground,
    locations: of.locations ?? [],
    evidence: events.slice(0, 3).map(loggedSentence),
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      test: testCommand(gateway),
      times: timesLogged(events),
      path: events[0] === undefined ? "" : fileWord(events[0].path),
      last: moment(events[0]?.lastAt ?? 0),
      file: of.locations?.[0]?.file ?? "",
      line: of.locations?.[0]?.line ?? 0,
      ...of.args,
    },
  };
}

/** What stands for the log in a command: its path, or for the journal what prints the same lines. */
export function fileWord(path: string): string {
  const program = /^journal of (\w+)$/.exec(path)?.[1];
  return program === undefined ? shellQuote(path) : `<(journalctl -o cat _COMM=${program})`;
}

/** Some requests fail, the others do not: what a log of failures shows of a gateway that also serves. */
export function forSome(finding: Finding): Finding {
  return { ...finding, extent: "some" };
}
