import type { CauseId, Layer } from "./cause.ts";
import type { Endpoint, Gateway, Route, Upstream } from "./config.ts";
import type { Edit } from "./edit.ts";
import type { StatusRange } from "./health-check.ts";
import type { ObservationKind, ObservationOf } from "./observation.ts";
import type { CheckStatus, Fix, Role, Severity } from "./report.ts";
import type { Location } from "./source.ts";
import type { Subject } from "./subject.ts";
import type { ExperimentId } from "./variation.ts";

/** What a check is asked about. Each is given with what belongs to it. */
export interface SubjectOf {
  readonly gateway: { readonly subject: Subject };
  readonly upstream: {
    readonly subject: Subject;
    readonly upstream: Upstream;
    readonly routes: readonly Route[];
  };
  readonly endpoint: {
    readonly subject: Subject;
    readonly upstream: Upstream;
    readonly endpoint: Endpoint;
    readonly routes: readonly Route[];
  };
}
export type SubjectKind = keyof SubjectOf;

/** An observation that a check wants to see. */
export interface Need<Kind extends ObservationKind = ObservationKind> {
  readonly kind: Kind;
  /** The experiment whose observations are meant; undefined for the gateway's own way of asking. */
  readonly experiment: ExperimentId | undefined;
  /** Without a required one the check is skipped. */
  readonly isRequired: boolean;
}
export type Needs = Readonly<Record<string, Need>>;

/** A check can't judge without it. */
export function needed<Kind extends ObservationKind>(kind: Kind, experiment?: ExperimentId): Need<Kind> {
  return { kind, experiment, isRequired: true };
}

/** A check judges without it too, with less certainty. */
export function useful<Kind extends ObservationKind>(kind: Kind, experiment?: ExperimentId): Need<Kind> {
  return { kind, experiment, isRequired: false };
}

/** What was seen of the subject, under the names that the check gave its needs. */
export type Seen<N extends Needs> = { readonly [Name in keyof N]: readonly ObservationOf<N[Name]["kind"]>[] };

/** What the user declared for this run. */
export interface Policy {
  readonly healthPath: string | undefined;
  readonly expectStatus: readonly StatusRange[];
  /** uhc's own limit for one probe. */
  readonly probeTimeoutMs: number;
  /** Milliseconds since the epoch; the only clock a check has. */
  readonly now: number;
}

export interface Look<N extends Needs, Kind extends SubjectKind> {
  readonly gateway: Gateway;
  readonly about: SubjectOf[Kind];
  readonly seen: Seen<N>;
  readonly policy: Policy;
}

export interface Verdict {
  readonly status: CheckStatus;
  /** One line: what was found, or why it was skipped. */
  readonly summary: string;
  readonly findings: readonly Finding[];
}

/** A word for or against a cause. */
export interface Finding {
  readonly cause: CauseId;
  readonly stance: "for" | "against";
  /** How surely this observation alone speaks for (or against) the cause, 0..1. */
  readonly strength: number;
  /** Only with stance "for". */
  readonly role: Role;
  readonly severity: Severity;
  readonly subject: Subject;
  /** Only some of the requests to the subject fail. Absent: all of them do. */
  readonly extent?: "some";
  /** Ids of the routes whose way of asking was seen to fail so. Absent: they are not told apart. */
  readonly routes?: readonly string[];
  /** Findings of one cause with the same ground are one cause with many subjects: a certificate, a resolver, a directive. */
  readonly ground: string;
  /** First the value to change, then the endpoint's line, then the route's. */
  readonly locations: readonly Location[];
  /** Sentences that were observed, most telling first. */
  readonly evidence: readonly string[];
  /** Named values for title, fix and verify. */
  readonly args: Args;
  /** What takes it away and changes nothing else; absent where a person has to decide. */
  readonly edit?: Edit;
  /**
   * The gateway itself named the step that failed, and nobody else looked: a failure of its own, that no cause of another
   * failure at the same endpoint accounts for.
   */
  readonly standsAlone?: true;
}

export type Args = Readonly<Record<string, string | number>>;

/** What the texts of a cause are made from. */
export interface CauseArgs {
  readonly args: Args;
  readonly subjects: readonly Subject[];
  /** Number of different endpoints among the subjects. */
  readonly endpointCount: number;
  /** The first endpoint, or the gateway where there is none. */
  readonly where: string;
}

export interface CauseText {
  /** True of the bad state: "Nothing listens on 10.0.0.5:8080". */
  readonly title: (of: CauseArgs) => string;
  /** What the cause means, plain Markdown, independent of a case. */
  readonly meaning: string;
  readonly fix: (of: CauseArgs) => Fix;
  /** Commands a person can paste to see the same thing. */
  readonly verify: (of: CauseArgs) => readonly string[];
  /** Causes that need no word of their own beside this one for the same subject: they are part of it. */
  readonly includes: readonly CauseId[];
  /**
   * Where it is the gateway's own, it turns requests away before any endpoint is asked: no failure that was seen at an
   * endpoint follows from it.
   */
  readonly sparesEndpoints?: true;
  /** Causes that follow from this one for the same subject: they are told below it, as its chain. */
  readonly leadsTo?: readonly CauseId[];
}

export interface CheckDefinition<N extends Needs, Kind extends SubjectKind> {
  /** Kebab-case; equals the file name. */
  readonly id: string;
  /** Equals the folder. */
  readonly layer: Layer;
  /** Release that brought it. */
  readonly since: string;
  /** A sentence that is true when all is healthy. */
  readonly title: string;
  /** Two to six lines of Markdown: what it looks at, how it decides, what it can't know. */
  readonly about: string;
  readonly for: Kind;
  readonly needs: N;
  /** The causes it owns: it is their main witness. */
  readonly causes: Readonly<Partial<Record<CauseId, CauseText>>>;
  judge(look: Look<N, Kind>): Verdict;
}

export type Check = { [Kind in SubjectKind]: CheckDefinition<Needs, Kind> }[SubjectKind];

/** Types a check: `seen` holds what `needs` names and nothing else. */
export function defineCheck<const N extends Needs, Kind extends SubjectKind>(
  check: CheckDefinition<N, Kind>,
): CheckDefinition<N, Kind> {
  return check;
}
