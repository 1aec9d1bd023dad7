import type { Location, Setting } from "./source.ts";

export interface Discovery {
  /** `platform`: a control plane tells them; `destination`: the client's connection or request brings its own along. */
  readonly kind: "platform" | "destination";
  /** As its config calls it: "EDS over ADS". */
  readonly source: string;
  /** Whether what it has told is in the model. */
  readonly isKnown: boolean;
  readonly location: Location;
}

/** Below so many percent of healthy endpoints health is ignored (0: never), or nobody is asked at all. */
export interface PanicRule {
  readonly belowPercent: Setting<number>;
  readonly failsInstead: boolean;
  /** So much of its load, in percent of what its healthy share would bear, is an endpoint trusted to take. */
  readonly overprovisionPercent: number;
}

/** The upstream is divided by labels of its endpoints, and requests ask for a part of it. */
export interface Subsets {
  readonly selectors: readonly SubsetSelector[];
  /** Where no endpoint fits: nobody, anybody, or the endpoints with the default labels. */
  readonly fallback: Setting<SubsetFallback>;
  readonly defaultLabels: Labels;
  /** Labels that a request asks for beyond those of a selector are overlooked. */
  readonly ignoresMore?: true;
  /** Where not even the default labels find anybody, any endpoint will do. */
  readonly panicsToAnybody?: true;
  readonly location: Location;
}

export type SubsetFallback = "nobody" | "anybody" | "default";

export interface SubsetSelector {
  /** Names of the labels by which it divides. */
  readonly names: readonly string[];
  /** Who is asked where no endpoint has the values; `fewer`: those that fit by these names alone. Absent: as everywhere. */
  readonly fallback?: SubsetFallback | { readonly fewer: readonly string[] };
}

/** Labels of an endpoint, or those that a request asks for. */
export type Labels = Readonly<Record<string, string>>;

/** What may be under way to an upstream at once. Undefined: no limit. */
export interface CircuitBreaker {
  readonly connections: Setting<number>;
  /** Requests that wait for a connection. */
  readonly pending: Setting<number>;
  readonly requests: Setting<number>;
  readonly retries: Setting<number>;
}
