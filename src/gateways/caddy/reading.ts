import type { ConfigProblem } from "../../model/config.ts";
import type { Location } from "../../model/source.ts";
import { locationOf, type Value } from "../../text/tree.ts";
import { isBefore } from "./version.ts";

/** What every part of the reader gets. */
export interface Reading {
  readonly version: string | undefined;
  /** The variables of Caddy's own process; undefined where they are not known. */
  readonly environment: ReadonlyMap<string, string> | undefined;
  readonly report: (problem: ConfigProblem) => void;
  /** Told once for each sentence. */
  readonly note: (sentence: string) => void;
  /** Asked before so many steps along its routes; false once there were more than any config of a person has. */
  readonly mayGoOn: (steps?: number) => boolean;
}

/** 50,000 sites take some 300,000; routes within routes multiply. */
const MOST_STEPS = 1_000_000;

/** Counts the steps of one config. */
export function stepCounter(note: Reading["note"]): Reading["mayGoOn"] {
  let left = MOST_STEPS;
  return (steps = 1) => {
    left -= steps;
    if (left <= 0) note("its routes lead to more places than can be followed: what comes behind is not read");
    return left > 0;
  };
}

/** Reports what Caddy refuses a config for, in its own words where it has any. */
export function refuse(reading: Reading, at: Value | Location, message: string, about?: string): void {
  const location = "tree" in at ? locationOf(at) : at;
  reading.report({ cause: "config-syntax-error", message, location, refusesConfig: true, about });
}

/** Whether what a release brought is missing from the Caddy that reads this config. */
export function lacks(reading: Reading, release: string): boolean {
  return isBefore(reading.version, release);
}
