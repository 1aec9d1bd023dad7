import type { Container } from "../model/container.ts";
import { duration, quoted } from "../model/evidence.ts";
import { moment } from "./logged.ts";

/** Exit codes of Docker and Podman themselves, and those that shells made usual (docker run, "Exit status"; bash(1)). */
const CODES: ReadonlyMap<number, string> = new Map([
  [125, "the engine itself failed"],
  [126, "its command can't be run"],
  [127, "its command was not found"],
  [132, "SIGILL"],
  [134, "SIGABRT"],
  [135, "SIGBUS"],
  [137, "SIGKILL"],
  [139, "SIGSEGV"],
  [143, "SIGTERM"],
]);

/** "exit code 137 (SIGKILL)". */
export function exitText({ exitCode }: Container): string {
  const meaning = CODES.get(exitCode);
  return `exit code ${exitCode}${meaning === undefined ? "" : ` (${meaning})`}`;
}

export function containerText({ name }: Pick<Container, "name">): string {
  return `container ${name}`;
}

const ENGINES = { docker: "Docker", podman: "Podman" } as const;

/** "Docker: container api exited with exit code 1 at 02:10:31Z, 4 s after its start, and was restarted 12 times". */
export function containerSentence(container: Container): string {
  const { engine, status, isOomKilled, error, finishedAt, startedAt, restarts } = container;
  const own = `${ENGINES[engine]}: ${containerText(container)}`;
  const often = restarts === 0 ? "" : `, after ${restarts} ${restarts === 1 ? "restart" : "restarts"}`;
  const why = error === "" ? "" : `: ${quoted(error, 160)}`;
  if (status === "created") return `${own} was made and never started${why}`;
  if (status === "running" || status === "paused") {
    const since = startedAt === undefined ? "" : ` since ${moment(startedAt)}`;
    return `${own} is ${status}${since}${often}`;
  }
  const at = finishedAt === undefined ? "" : ` at ${moment(finishedAt)}`;
  const lived = finishedAt !== undefined && startedAt !== undefined ? finishedAt - startedAt : -1;
  const age = lived >= 0 ? `, ${duration(lived)} after its start` : "";
  const kill = isOomKilled ? ", killed for memory" : "";
  const word = status === "restarting" ? "is between two starts: it ended" : "ended";
  return `${own} ${word} with ${exitText(container)}${kill}${at}${age}${often}${why}`;
}

/** What its own check says, where it fails; a check that passes, or that is none, tells nothing here. */
export function healthSentences({ name, health, engine }: Container): readonly string[] {
  if (health === undefined || health.status === "healthy") return [];
  if (health.status === "starting") return [`${ENGINES[engine]}'s check of ${name} has not passed yet`];
  if (health.status !== "unhealthy") return [];
  const said = health.lastOutput.trim() === "" ? "" : `, and said last: ${quoted(health.lastOutput, 120)}`;
  const streak = health.failingStreak > 1 ? ` ${health.failingStreak} times in a row` : "";
  return [`${ENGINES[engine]}'s own check of ${name} fails${streak}${said}`];
}
