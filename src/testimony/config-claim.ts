import type { CauseId } from "../model/cause.ts";
import type { Args } from "../model/check.ts";
import type { Gateway, Route } from "../model/config.ts";
import type { Edit } from "../model/edit.ts";
import { asker } from "../model/evidence.ts";
import type { Location } from "../model/source.ts";
import type { Subject } from "../model/subject.ts";
import { testCommand } from "./problem.ts";
import type { Claim } from "./verdict.ts";

/** What the config says is so, short of a mistake of uhc's own reader. */
const CERTAIN = 0.95;

interface Said {
  readonly cause: CauseId;
  readonly subject: Subject;
  /** The value to change; then it is also the ground, so that all that it does is one cause. */
  readonly value: Location;
  /** Overrides the ground: what holds for most configs is told once, whatever lines it comes from. */
  readonly ground?: string;
  /** Further places, after the value. */
  readonly places?: readonly Location[];
  readonly evidence: readonly string[];
  readonly strength?: number;
  readonly args?: Args;
  /** What takes it away for certain. */
  readonly edit?: Edit | undefined;
}

/** A claim that rests on the config alone. */
export function configClaim(gateway: Gateway, said: Said): Claim {
  const { cause, subject, value, places = [], evidence, strength = CERTAIN } = said;
  const { file, line, column } = value;
  return {
    cause,
    strength,
    subject,
    ground: said.ground ?? `setting:${file}:${line}:${column}`,
    locations: distinct([value, ...places]),
    evidence,
    args: { kind: gateway.kind, asker: asker(gateway), test: testCommand(gateway), file, line, ...said.args },
    edit: said.edit,
  };
}

function distinct(places: readonly Location[]): readonly Location[] {
  const kept: Location[] = [];
  for (const place of places)
    if (place.file !== "" && !kept.some((known) => isSame(known, place))) kept.push(place);
  return kept;
}

function isSame(one: Location, other: Location): boolean {
  return one.line === other.line && one.column === other.column && one.file === other.file;
}

/** The subject of what a route does. */
export function routeSubject(gateway: Gateway, route: Route): Subject {
  return { gateway: gateway.id, upstream: route.forward.upstream, route: route.id };
}
