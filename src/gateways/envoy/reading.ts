import type { ConfigProblem } from "../../model/config.ts";
import type { Location } from "../../model/source.ts";
import { locationOf, type Value } from "../../text/tree.ts";
import { text } from "./message.ts";
import type { Resources } from "./resources.ts";

/** What one reading of a config carries along. */
export interface Reading {
  readonly resources: Resources;
  /** Clusters by name; the first of a name counts, as Envoy refuses a second one. */
  readonly clusters: ReadonlyMap<string, Value>;
  readonly routes: ReadonlyMap<string, Value>;
  /** Endpoints that a control plane or a file tells, by the name under which clusters ask for them. */
  readonly assignments: ReadonlyMap<string, Value>;
  readonly secrets: ReadonlyMap<string, Value>;
  /** No control plane adds to what is seen here, so that what seems missing is. */
  readonly seesAll: boolean;
  readonly report: (problem: ConfigProblem) => void;
  /** Told once for each sentence. */
  readonly note: (sentence: string) => void;
}

export function byName(messages: readonly Value[], name = "name"): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const message of messages) {
    const key = text(message, name);
    if (key !== undefined && !found.has(key)) found.set(key, message);
  }
  return found;
}

/** Reports a value for which Envoy does not load the config, in its own words where it has any. */
export function refuse(reading: Reading, at: Value | Location, message: string, about?: string): void {
  const location = "tree" in at ? locationOf(at) : at;
  reading.report({ cause: "config-syntax-error", message, location, refusesConfig: true, about });
}
