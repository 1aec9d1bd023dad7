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
}

/** The upstream is divided by labels of its endpoints, and requests ask for a part of it. */
export interface Subsets {
  /** Sets of label names by which it is divided. */
  readonly selectors: readonly (readonly string[])[];
  /** Where no endpoint fits: nobody, anybody, or the endpoints with these labels. */
  readonly fallback: Setting<"nobody" | "anybody" | "default">;
  readonly defaultLabels: Labels;
  readonly location: Location;
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
