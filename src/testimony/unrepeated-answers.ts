import type { Gateway } from "../model/config.ts";
import { loggedPlaces } from "../model/logged-place.ts";
import { loneUpstream } from "../model/lone-upstream.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { EndpointLook } from "./claim.ts";
import { endedInLog } from "./ended-in-log.ts";
import { type Logged, timesLogged } from "./logged.ts";

/** Some errors are everybody's daily bread: only where so many answers are errors, the service fails. */
const MOST = 0.5;
const ENOUGH = 5;
/** Errors that a service makes; 501 and 505 are about methods and versions that scanners try. */
const OWN = /^access-5(?!01|05)/;
/** Those of them that a gateway makes too. */
const AMBIGUOUS = /^access-50[24]/;

/** Answers in the access log to requests that no probe repeats, most of them errors of the service's own. */
export interface UnrepeatedErrors {
  readonly bad: number;
  readonly all: number;
  /** The latest first. */
  readonly events: readonly Logged[];
  /** The access log itself says that the errors came from the upstream. */
  readonly isAttributed: boolean;
  /** "requests of other methods than GET" */
  readonly of: string;
}

/**
 * What clients asked for in a way in which uhc did not: with a method that it never sends, or for other paths. Whose error it
 * is the log format tells; where it does not, an error is the service's where nobody else can have made it: the gateway
 * leads to no other upstream, answers nothing itself, and its error log has nothing to say.
 */
export function unrepeatedErrors(
  look: EndpointLook,
  logs: readonly ObservationOf<"log">[],
  askedPaths: ReadonlySet<string>,
): UnrepeatedErrors | undefined {
  const answers = answersOf(look, logs);
  const methods = answers.filter(({ isUnrepeatable }) => isUnrepeatable === true);
  const byMethod = failing(methods, "of other methods than GET");
  if (byMethod !== undefined) return byMethod;
  const plain = answers.filter(({ isUnrepeatable }) => isUnrepeatable !== true);
  const byPath = failing(plain, "for other paths");
  // a line that is cut, or in a form of its own, names no path
  const isElsewhere = byPath?.events.every(({ sample }) => {
    const path = /"[A-Z]{3,10} (\/[^ ?"]*)/.exec(sample)?.[1];
    return path !== undefined && !askedPaths.has(path);
  });
  return isElsewhere === true ? byPath : undefined;
}

function failing(answers: readonly Logged[], of: string): UnrepeatedErrors | undefined {
  const events = answers
    .filter(({ event, detail }) => OWN.test(event) && (detail === "upstream" || !AMBIGUOUS.test(event)))
    .toSorted((one, other) => other.lastAt - one.lastAt);
  const good = answers.filter(({ event }) => /^access-[23]/.test(event));
  const [bad, all] = [timesLogged(events), timesLogged(answers)];
  const isOver = events.every((event) => endedInLog(event, good) !== undefined);
  if (bad < ENOUGH || bad < all * MOST || isOver) return undefined;
  return { bad, all, events, isAttributed: events.every(({ detail }) => detail === "upstream"), of };
}

/** Answers that came from this endpoint, by the log's own word or because there is no other. */
function answersOf(
  { gateway, about }: EndpointLook,
  logs: readonly ObservationOf<"log">[],
): readonly Logged[] {
  const answers = logs.flatMap(({ facts, request }) =>
    facts.events
      .filter(({ event }) => event.startsWith("access-"))
      .map((event) => ({ ...event, path: request.path })),
  );
  if (timesLogged(answers) < ENOUGH) return [];
  const placeOf = loggedPlaces(gateway);
  const isLone = loneUpstream(gateway)?.id === about.upstream.id && isSilent(gateway, logs);
  return answers.filter((event) => {
    if (event.detail === "gateway") return false;
    if (event.peer === undefined) return isLone && event.detail === undefined;
    const place = placeOf(event);
    return place?.upstream === about.upstream.name && place.endpoint === about.endpoint.endpoint;
  });
}

/** Whether the gateway would have written of an error of its own, and has not. What a service says through it is no word of its own. */
function isSilent({ problems }: Gateway, logs: readonly ObservationOf<"log">[]): boolean {
  const errorLogs = logs.filter(
    ({ request, outcome }) => request.log === "error" && outcome.kind === "answered",
  );
  const isWritten = problems.every(({ cause }) => cause !== "errors-not-logged");
  const said = errorLogs.flatMap(({ facts }) => facts.events);
  return (
    errorLogs.length > 0 &&
    isWritten &&
    said.every(({ event, level }) => event === "application-message" || !SEVERE.has(level))
  );
}

const SEVERE: ReadonlySet<string> = new Set(["error", "crit", "alert", "emerg"]);
