import type { CauseId } from "./cause.ts";
import type { Args, CauseText, Check, Verdict } from "./check.ts";
import type { Endpoint, Gateway, Upstream } from "./config.ts";
import type { Edit } from "./edit.ts";
import type { ObservationOf } from "./observation.ts";
import type { CheckStatus, Role, Severity, State } from "./report.ts";
import type { Location } from "./source.ts";
import type { Subject } from "./subject.ts";

/** Everything that is concluded from what was seen. */
export interface Conclusion {
  readonly verdict: State;
  /** Ranked. */
  readonly causes: readonly Hypothesis[];
  readonly ruledOut: readonly { readonly id: CauseId; readonly because: string }[];
  /** Causes that something speaks for, and that another one accounts for. */
  readonly dismissed: readonly Dismissal[];
  readonly upstreams: readonly UpstreamState[];
  readonly judgements: readonly Judgement[];
}

/** A cause on trial: all findings that name it on the same ground, weighed together. */
export interface Hypothesis {
  readonly cause: CauseId;
  readonly text: CauseText;
  readonly ground: string;
  readonly role: Role;
  readonly severity: Severity;
  readonly confidence: number;
  readonly subjects: readonly Subject[];
  /** Only some of the requests to the subjects fail. */
  readonly isPartial: boolean;
  readonly locations: readonly Location[];
  readonly evidence: readonly HypothesisEvidence[];
  readonly args: Args;
  readonly weighing: Weighing;
  /** What follows from it for the same subjects, the nearest first. */
  readonly follows?: readonly Hypothesis[];
  /** What takes it away where that is certain: one for each finding that has one. Absent where none has. */
  readonly edits?: readonly Edit[];
  /** The gateway itself named the step that failed: no cause of another failure accounts for it. */
  readonly standsAlone?: true;
}

/** How a hypothesis came by its confidence: its predictions met, contradicted, and not looked at. */
export interface Weighing {
  readonly met: readonly Word[];
  readonly contradicted: readonly Word[];
  readonly missing: readonly Unseen[];
  /** A surer cause of the same failure, which leaves this one no more than the rest. */
  readonly limitedBy: { readonly cause: CauseId; readonly confidence: number } | undefined;
}

/** The strongest word of one check. */
export interface Word {
  readonly check: string;
  readonly strength: number;
  readonly summary: string;
}

/** Something that was not seen, or that shows nothing, and why. */
export interface Unseen {
  readonly what: string;
  readonly because: string;
}

/** A hypothesis that is not told, and the cause that stands in its place. */
export interface Dismissal {
  readonly cause: CauseId;
  readonly confidence: number;
  readonly subjects: readonly Subject[];
  /** `part`: it belongs to the other one. `follows`: it is what the other one leads to. `explained`: the other one accounts for the same failure, and is surer. */
  readonly why: "part" | "follows" | "explained";
  readonly by: CauseId;
}

export interface HypothesisEvidence {
  readonly check: string;
  readonly status: CheckStatus;
  readonly summary: string;
  readonly subject: Subject;
}

/** What one check said of one subject. */
export interface Judgement {
  readonly check: Pick<Check, "id" | "layer">;
  readonly subject: Subject;
  readonly verdict: Verdict;
  /** Only where it speaks for a cause. */
  readonly unseen?: readonly Unseen[];
}

export interface UpstreamState {
  readonly gateway: Gateway;
  readonly upstream: Upstream;
  readonly state: State;
  /** Some route leads here, so that its state counts. */
  readonly isReached: boolean;
  /** Routes lead here, and no client's own request comes by any of them. */
  readonly isAside: boolean;
  readonly endpoints: readonly EndpointState[];
}

/** One peer: an endpoint at one of its addresses. */
export interface EndpointState {
  readonly endpoint: Endpoint;
  readonly address: string | undefined;
  readonly state: State;
  /** How its name became this address; undefined where there was no name to resolve. */
  readonly resolve: ObservationOf<"resolve"> | undefined;
  readonly climbs: readonly Climb[];
}

/** The layers of one connection, as the gateway would make it. */
export interface Climb {
  readonly subjects: readonly Subject[];
  readonly connect: ObservationOf<"connect"> | undefined;
  readonly handshake: ObservationOf<"handshake"> | undefined;
  readonly exchange: ObservationOf<"exchange"> | undefined;
}
