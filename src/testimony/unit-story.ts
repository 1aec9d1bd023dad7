import { duration } from "../model/evidence.ts";
import type { ServiceUnit } from "../model/unit.ts";
import type { PlaceEnd, UnitAccusation } from "./unit-claim.ts";
import { endText, hasSign } from "./unit-text.ts";

/** Starts in a row that make a loop: one restart may be anybody's. */
const LOOP = 2;
/** A process younger than this may not listen yet. */
const YOUNG_MS = 30_000;
/** systemd shows its stamps cut to the second. */
const STAMP_MS = 1_000;

/** What the state of a unit says of the failure at its place; none where it says nothing. */
export function storyOf(unit: ServiceUnit, end: PlaceEnd, now: number): readonly UnitAccusation[] {
  const accusation = end.isDead || isGone(unit, end) ? nowOf(unit, now) : overOf(unit, end);
  if (accusation === undefined) return [];
  if (accusation.cause !== "service-oom-killed") return [accusation];
  // It is not running either, and that alone is said where nobody looks for what was killed.
  return [accusation, { ...accusation, cause: "service-not-running", strength: 0.85 }];
}

/**
 * A unit that is down while its place takes connections: another process serves there (a container, another service
 * manager), and the unit was left behind; unless it ended after the connection, or its socket unit takes them in its stead.
 */
function isGone({ activeState, changedAt, socket }: ServiceUnit, { openedAt }: PlaceEnd): boolean {
  if (activeState !== "failed" && activeState !== "inactive") return false;
  if (openedAt === undefined || socket !== undefined) return true;
  return changedAt !== undefined && changedAt >= openedAt - STAMP_MS;
}

function nowOf(unit: ServiceUnit, now: number): UnitAccusation | undefined {
  switch (unit.activeState) {
    case "failed":
      return failed(unit);
    case "inactive":
      return inactive(unit);
    case "activating":
      return activating(unit, now);
    case "active":
      return young(unit, now);
    default:
      return undefined;
  }
}

function failed(unit: ServiceUnit): UnitAccusation {
  const supervisor = endedBySupervisor(unit);
  if (supervisor !== undefined) return supervisor;
  const { result, restarts } = unit;
  if (result === "oom-kill" || hasSign(unit, "killed-for-memory"))
    return { cause: "service-oom-killed", strength: 0.95, why: "it was killed for memory" };
  if (result === "start-limit-hit" || restarts >= LOOP) return loop(unit, 0.95);
  return { cause: "service-not-running", strength: 0.95, why: `it failed${withEnd(unit)}` };
}

/** systemd ends what is not up in time, and what does not report to its watchdog. */
function endedBySupervisor(unit: ServiceUnit): UnitAccusation | undefined {
  const cause = "liveness-kills-service";
  if (unit.result === "watchdog" || hasSign(unit, "watchdog"))
    return { cause, strength: 0.94, why: "it did not report to the watchdog in time" };
  if (!hasSign(unit, "start-timeout")) return undefined;
  return { cause, strength: 0.94, why: "it was not up within its time to start" };
}

function inactive(unit: ServiceUnit): UnitAccusation {
  const cause = "service-not-running";
  if (unit.startedAt === undefined) return neverStarted(unit);
  const why = hasSign(unit, "told-to-stop") ? "it was told to stop" : `it ended${withEnd(unit)}`;
  return { cause, strength: 0.95, why };
}

/** One that is not enabled either may lie about for another time, and name the port by chance: nobody wants it to run. */
function neverStarted({ unitFileState }: ServiceUnit): UnitAccusation {
  const cause = "service-not-running";
  const why = "it was not started since the host booted";
  return unitFileState === "disabled"
    ? { cause, strength: 0.75, why: `${why}, and is not enabled` }
    : { cause, strength: 0.9, why };
}

function activating(unit: ServiceUnit, now: number): UnitAccusation | undefined {
  const supervisor = endedBySupervisor(unit);
  if (supervisor !== undefined) return supervisor;
  const isBetween = unit.subState === "auto-restart" || unit.subState === "auto-restart-queued";
  if (unit.restarts >= LOOP || isBetween) return loop(unit, unit.restarts >= LOOP ? 0.95 : 0.85);
  return { cause: "service-starting", strength: 0.9, why: "it is not up yet", evidence: age(unit, now) };
}

function age({ name, startedAt }: ServiceUnit, now: number): readonly string[] {
  return startedAt === undefined ? [] : [`${name} was started ${duration(now - startedAt)} ago`];
}

/** It runs, and is not yet, or only for a moment, at its place. One that has run for long listens elsewhere, or not at all. */
function young(unit: ServiceUnit, now: number): UnitAccusation | undefined {
  if (unit.startedAt === undefined || now - unit.startedAt > YOUNG_MS) return undefined;
  return unit.restarts >= LOOP ? loop(unit, 0.9) : undefined;
}

function loop(unit: ServiceUnit, strength: number): UnitAccusation {
  const { restarts, activeState } = unit;
  const given = activeState === "failed" ? ", until systemd gave up" : "";
  return {
    cause: "service-crash-loop",
    strength,
    why: `restarted ${restarts} ${restarts === 1 ? "time" : "times"}${given}${withEnd(unit)}`,
  };
}

function withEnd(unit: ServiceUnit): string {
  const end = endText(unit);
  if (end === undefined) return "";
  return unit.restarts > 0 ? `, last with ${end}` : ` with ${end}`;
}

/** It runs and answers, and was started behind the failures of the log: they are over. */
function overOf(
  { startedAt, restarts, ...unit }: ServiceUnit,
  { failedAt }: PlaceEnd,
): UnitAccusation | undefined {
  if (failedAt === undefined || startedAt === undefined || unit.activeState !== "active") return undefined;
  // Log stamps are cut to the second, and a service takes a moment to listen.
  if (Math.abs(failedAt - startedAt) > YOUNG_MS) return undefined;
  const why =
    restarts > 0
      ? `systemd restarted it ${restarts} ${restarts === 1 ? "time" : "times"}`
      : "it was started again";
  return { cause: "service-not-running", strength: 0.85, why, over: failedAt };
}
