import type { CauseId } from "../model/cause.ts";
import type { Args, Finding, SubjectOf } from "../model/check.ts";
import type { Target } from "../model/config.ts";
import { asker, endpointGround, places, targetText } from "../model/evidence.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { ServiceUnit } from "../model/unit.ts";
import type { EndpointLook } from "./claim.ts";
import { loggedAs, moment } from "./logged.ts";
import { advice, signSentences, stateSentence, tieSentence } from "./unit-text.ts";
import { latent, root } from "./verdict.ts";

/** How connections to the service end now, and when the log says that they failed. */
export interface PlaceEnd {
  /** Nobody takes connections there. */
  readonly isDead: boolean;
  /** When a connection was last taken there; undefined where none was. */
  readonly openedAt: number | undefined;
  /** The last failure in the log; undefined where there is none. */
  readonly failedAt: number | undefined;
}

interface Seen {
  readonly connects: readonly ObservationOf<"connect">[];
  readonly logs: readonly ObservationOf<"log">[];
}

export function endsAt({ endpoint }: SubjectOf["endpoint"], { connects, logs }: Seen): PlaceEnd {
  const opened = connects.filter(({ outcome }) => outcome.kind === "answered");
  const openedAt = opened.length === 0 ? undefined : Math.max(...opened.map(({ startedAt }) => startedAt));
  const peer = targetText(endpoint.target);
  const words = ["connect-refused", "socket-missing", "closed-before-header", "reset-before-header"] as const;
  const [last] = loggedAs(logs, words, (event) => event.peer === peer);
  return { isDead: openedAt === undefined, openedAt, failedAt: last?.lastAt };
}

export interface UnitAccusation {
  readonly cause: CauseId;
  readonly strength: number;
  /** End of the title: "stopped by hand". */
  readonly why: string;
  readonly evidence?: readonly string[];
  /** When the failure ended, where it is over. */
  readonly over?: number;
}

/** A claim about the service of an endpoint, from what its unit says. */
export function unitClaim(unit: ServiceUnit, { cause, strength, why, evidence = [], over }: UnitAccusation) {
  return ({ about, gateway }: EndpointLook, one: ObservationOf<"unit">, more: Args): Finding => {
    const claim = {
      cause,
      strength: unit.tie === "bare" ? strength - 0.1 : strength,
      subject: subjectIn(about, one),
      ground: endpointGround(about.endpoint),
      locations: places(undefined, about.endpoint, about.routes[0]),
      evidence: [stateSentence(unit), ...evidence, tieSentence(unit), ...signSentences(unit)],
      args: {
        kind: gateway.kind,
        asker: asker(gateway),
        unit: unit.name,
        place: about.endpoint.endpoint,
        why,
        advice: advice(unit),
        isDisabled: unit.unitFileState === "disabled" ? 1 : 0,
        ...(cause === "service-oom-killed" ? memoryArgs(unit, about.endpoint.target) : {}),
        ...more,
        ...(over !== undefined && { over: moment(over) }),
      },
    };
    return over === undefined ? root(claim) : latent(claim);
  };
}

/** What the texts of a kill for memory are made from; whether a limit was met or the host was full, the unit does not say. */
function memoryArgs({ name }: ServiceUnit, target: Target): Args {
  return {
    process: name,
    group: name,
    isLimit: 0,
    port: target.kind === "tcp" ? target.port : 0,
    fix: `Find out what uses so much memory in ${name}; raise its MemoryMax, or give the host more`,
  };
}

function subjectIn({ subject }: SubjectOf["endpoint"], one: ObservationOf<"unit">) {
  const address = one.subjects.find(({ endpoint }) => endpoint === subject.endpoint)?.address;
  return address === undefined ? subject : { ...subject, address };
}
