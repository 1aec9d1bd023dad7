import type { CauseId } from "../model/cause.ts";
import type { Container } from "../model/container.ts";
import { exitText } from "./container-text.ts";
import type { PlaceEnd } from "./unit-claim.ts";

export interface ContainerAccusation {
  readonly cause: CauseId;
  readonly strength: number;
  /** End of the title: "it ended with exit code 1". */
  readonly why: string;
  /** What to look at, for a step of the fix; empty for nothing. */
  readonly advice: string;
  /** When the failure ended, where it is over. */
  readonly over?: number;
}

/** Starts in a row that make a loop: one restart may be anybody's. */
const LOOP = 2;
/** A process younger than this may not listen yet. */
const YOUNG_MS = 30_000;
/** Clocks of engine and kernel are one, and stamps fine. */
const STAMP_MS = 1_000;
/** What was left behind so long ago, and is not to be restarted, may have nothing to do with it any more. */
const OLD_MS = 86_400_000;

/** What the state of a container says of the failure at its place; none where it says nothing. */
export function containerStory(
  container: Container,
  end: PlaceEnd,
  now: number,
): readonly ContainerAccusation[] {
  switch (container.status) {
    case "exited":
    case "dead":
      return end.isDead || isGoneSince(container, end) ? gone(container, now) : [];
    case "created":
      return end.isDead ? [neverStarted(container)] : [];
    case "restarting":
      return [...killed(container), loop(container, 0.95)];
    case "paused":
      return [{ cause: "service-hung", strength: 0.96, why: "it is paused", advice: "" }];
    case "running":
      return end.isDead ? young(container, now) : over(container, end);
    default:
      return [];
  }
}

/** Another process serves at the place of one that ended long ago; what ended behind the connection was the one that took it. */
function isGoneSince({ finishedAt }: Container, { openedAt }: PlaceEnd): boolean {
  return finishedAt !== undefined && openedAt !== undefined && finishedAt >= openedAt - STAMP_MS;
}

function gone(container: Container, now: number): readonly ContainerAccusation[] {
  const { restarts, restartPolicy, finishedAt = 0 } = container;
  const cause = "service-not-running";
  if (restarts >= LOOP && (restartPolicy === "on-failure" || isBetweenStarts(container, now)))
    return [...killed(container), loop(container, 0.95)];
  const isOld = restartPolicy === "no" && now - finishedAt > OLD_MS;
  const why = `it ended with ${exitText(container)}`;
  const own = { cause, strength: isOld ? 0.75 : 0.94, why, advice: advice(container) } as const;
  return [...killed(container), own];
}

/** It ended just now, soon after its start, and is to be started again: Podman calls it exited until then. */
function isBetweenStarts({ restartPolicy, startedAt, finishedAt }: Container, now: number): boolean {
  if (restartPolicy === "no" || startedAt === undefined || finishedAt === undefined) return false;
  return finishedAt - startedAt < YOUNG_MS && now - finishedAt < YOUNG_MS;
}

/** It is not running either, and that alone is said where nobody looks for what was killed. */
function killed({ isOomKilled }: Container): readonly ContainerAccusation[] {
  if (!isOomKilled) return [];
  return [{ cause: "service-oom-killed", strength: 0.95, why: "it was killed for memory", advice: "" }];
}

function neverStarted({ error }: Container): ContainerAccusation {
  const isTaken = /port is already allocated|address already in use/i.test(error);
  return {
    cause: "service-not-running",
    strength: error === "" ? 0.85 : 0.95,
    why: error === "" ? "it was made and never started" : "its start failed",
    advice: isTaken ? "Another process has its host port already: find it, and stop one of them." : "",
  };
}

function loop(container: Container, strength: number): ContainerAccusation {
  const { restarts, restartPolicy, status, engine } = container;
  const given = status === "exited" && restartPolicy === "on-failure" ? `, until ${engine} gave up` : "";
  const often = `restarted ${restarts} ${restarts === 1 ? "time" : "times"}${given}`;
  // Podman forgets the last exit code with the next start.
  const last = status === "running" && container.exitCode === 0 ? "" : `, last with ${exitText(container)}`;
  const why = `${restarts === 0 ? "it is between two starts" : often}${last}`;
  return { cause: "service-crash-loop", strength, why, advice: advice(container) };
}

/** It runs, and nobody takes connections: it may not be up yet, or only for a moment. */
function young(container: Container, now: number): readonly ContainerAccusation[] {
  const { startedAt, restarts, health } = container;
  if (startedAt === undefined || now - startedAt > YOUNG_MS) {
    if (health?.status !== "starting") return [];
  } else if (restarts >= LOOP) return [...killed(container), loop(container, 0.9)];
  const isStarting = health?.status === "starting";
  const why = "it is not up yet";
  return isStarting ? [{ cause: "service-starting", strength: 0.88, why, advice: "" }] : [];
}

/** It runs and answers, and was started as the failures of the log ended: they are over. */
function over(container: Container, { failedAt }: PlaceEnd): readonly ContainerAccusation[] {
  const { startedAt, restarts } = container;
  if (failedAt === undefined || startedAt === undefined || Math.abs(failedAt - startedAt) > YOUNG_MS)
    return [];
  const why =
    restarts > 0 ? `restarted ${restarts} ${restarts === 1 ? "time" : "times"}` : "it was started again";
  return [{ cause: "service-not-running", strength: 0.85, why, advice: "", over: failedAt }];
}

const ADVICE: ReadonlyMap<number, string> = new Map([
  [125, "The engine could not set it up: its log says what is missing."],
  [126, "Its command is there and can't be run: look at its mode, and whether it was built for this CPU."],
  [127, "Its command is not in the image: look at its entry point, and at line ends of scripts."],
  [132, "Its program uses instructions that this CPU does not have: use a build for this CPU."],
  [135, "It ran out of shared memory (/dev/shm): raise --shm-size."],
  [
    137,
    "No kill at its own memory limit was seen: somebody killed it, a stop took too long, or the host had no memory left.",
  ],
  [139, "It crashed: a fault of the program or of a native extension."],
  [143, "It was told to stop: somebody, or a deployment, stopped it."],
]);

function advice({ exitCode, isOomKilled }: Container): string {
  return isOomKilled ? "" : (ADVICE.get(exitCode) ?? "");
}
