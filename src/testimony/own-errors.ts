import { groupedDigits } from "../model/grouped-digits.ts";
import { loggedPlaces } from "../model/logged-place.ts";
import type { LogEvent, ObservationOf } from "../model/observation.ts";
import type { EndpointLook } from "./claim.ts";
import { endedInLog, goodAnswers } from "./ended-in-log.ts";
import { type Logged, loggedAs, timesLogged } from "./logged.ts";

/** Some errors are everybody's daily bread: only where so many answers are errors, the endpoint fails. */
const MOST = 0.5;
const ENOUGH = 10;
const ERRORS = ["access-500", "access-502", "access-503", "access-504"] as const;

export interface OwnErrors {
  /** Answers that were the service's own errors, of all answers from the endpoint. */
  readonly bad: number;
  readonly all: number;
  /** The latest first. */
  readonly events: readonly Logged[];
}

/**
 * Where most answers of the endpoint in the access log are errors that the service itself sent. The format must tell an
 * upstream's answer from one that the gateway made; without that nothing is said.
 */
export function ownErrors(look: EndpointLook, logs: readonly ObservationOf<"log">[]): OwnErrors | undefined {
  const answers = answersOf(look, logs);
  const own = new Set(
    answers.filter(({ event, detail }) => /^access-5/.test(event) && detail === "upstream"),
  );
  const bad = timesLogged([...own]);
  const all = timesLogged(answers);
  if (bad < ENOUGH || bad < all * MOST) return undefined;
  return { bad, all, events: loggedAs(logs, ERRORS, (event) => own.has(event)) };
}

/** Whether the gateway has long gone on to get good answers from the same endpoint. */
export function areOver({ events }: OwnErrors, logs: readonly ObservationOf<"log">[]): boolean {
  const good = goodAnswers(logs);
  return events.every((event) => endedInLog(event, good) !== undefined);
}

export function shareText({ bad, all }: OwnErrors): string {
  return `${groupedDigits(bad)} of ${groupedDigits(all)} answers were the service's own errors`;
}

/** What the access log shows of answers from the endpoint. */
function answersOf(
  { gateway, about }: EndpointLook,
  logs: readonly ObservationOf<"log">[],
): readonly LogEvent[] {
  const named = logs
    .flatMap(({ facts }) => facts.events)
    .filter(({ event, peer }) => event.startsWith("access-") && peer !== undefined);
  if (timesLogged(named) < ENOUGH) return [];
  const placeOf = loggedPlaces(gateway);
  return named.filter((event) => {
    const place = placeOf(event);
    return place?.upstream === about.upstream.name && place.endpoint === about.endpoint.endpoint;
  });
}
