import { existsSync } from "node:fs";
import type { Outcome } from "../../model/outcome.ts";
import { ANSWERED, outcome } from "../outcome.ts";
import { runTool, type ToolLimits } from "../tools/run-tool.ts";
import type { OnLines } from "./read-piece.ts";

/** The latest ones count: an hour of a busy gateway's errors is more than needs be read. */
const MOST_LINES = 50_000;
const LIMITS: ToolLimits = { timeoutMs: 8_000, maxBytes: 32 << 20 };

export interface JournalOptions {
  /** Is there where systemd is the service manager (sd_booted(3)). */
  readonly bootedMark: string;
  readonly limits: ToolLimits;
}

export const JOURNAL: JournalOptions = { bootedMark: "/run/systemd/system", limits: LIMITS };

export interface JournalEnd {
  readonly outcome: Outcome;
  readonly bytesRead: number;
  readonly isPartial: boolean;
}

/**
 * Gives the entries of this host's journal that a program wrote since then, each as an object in a line: those of processes
 * of its name and those of the unit that packages make for it, since what a daemon writes after it has left its first process
 * bears no name (systemd.journal-fields(7)).
 */
export async function scanJournal(
  program: string,
  since: number,
  onLines: OnLines,
  { bootedMark, limits }: JournalOptions,
): Promise<JournalEnd> {
  if (!existsSync(bootedMark)) return unread(outcome("not-tried", "systemd does not run here"));
  const answer = await runTool("journalctl", argumentsFor(program, since), limits);
  if ("reason" in answer) return unread(outcome("not-tried", answer.reason));
  if (answer.text === "" && process.geteuid?.() !== 0)
    return unread(
      outcome("not-allowed", "nothing of it may be seen: run as root or in the group systemd-journal"),
    );
  const block = Buffer.from(answer.text);
  onLines(block, 0, block.length);
  const lines = answer.text.split("\n").length - 1;
  return {
    outcome: ANSWERED,
    bytesRead: block.length,
    isPartial: answer.fault !== undefined || lines >= MOST_LINES,
  };
}

function argumentsFor(program: string, since: number): readonly string[] {
  return [
    "--output=json",
    "--output-fields=MESSAGE",
    "--no-pager",
    "--quiet",
    `--lines=${MOST_LINES}`,
    `--since=@${Math.floor(since / 1000)}`,
    `_COMM=${program}`,
    "+",
    `_SYSTEMD_UNIT=${program}.service`,
  ];
}

function unread(reason: Outcome): JournalEnd {
  return { outcome: reason, bytesRead: 0, isPartial: false };
}
