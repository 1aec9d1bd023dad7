import { readFileSync, writeFileSync } from "node:fs";
import { mustRun } from "./processes.ts";
import type { GatewayProgram } from "./scenario.ts";
import type { World } from "./world.ts";

/** What the gateway's unit wrote some time ago. */
export interface JournalEntry {
  readonly agoMs: number;
  readonly text: string;
}

const ID = "0123456789abcdef0123456789abcdef";
const REMOTE = "/lib/systemd/systemd-journal-remote";

/**
 * Makes a journal as journald would: of what the gateway's unit wrote earlier, and of what it has written to stderr in
 * this world, which is in its error.log. The file is systemd's own, made from its export format.
 */
export async function writeJournal(
  { dir }: World,
  program: GatewayProgram,
  before: readonly JournalEntry[],
): Promise<void> {
  const now = readFileSync(`${dir}/error.log`, "utf8").split("\n").filter(Boolean);
  const entries = [...before, ...now.map((text): JournalEntry => ({ agoMs: 0, text }))];
  writeFileSync(
    `${dir}/journal.export`,
    entries.map((entry, index) => exported(entry, program, index)).join(""),
  );
  await mustRun([REMOTE, "-o", `${dir}/system.journal`, `${dir}/journal.export`]);
}

/** One entry (systemd's Journal Export Formats), with the fields that journald adds by itself. */
function exported({ agoMs, text }: JournalEntry, program: GatewayProgram, index: number): string {
  const fields = {
    __REALTIME_TIMESTAMP: (Date.now() - agoMs) * 1_000,
    __MONOTONIC_TIMESTAMP: 1_000_000 + index,
    _BOOT_ID: ID,
    _MACHINE_ID: ID,
    _TRANSPORT: "stdout",
    _COMM: program,
    _PID: 4711,
    _SYSTEMD_UNIT: `${program}.service`,
    SYSLOG_IDENTIFIER: program,
    PRIORITY: 6,
    MESSAGE: text,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}=${value}\n`);
  return `${lines.join("")}\n`;
}

/** Runs a program where systemd seems to be up and this journal is the host's; it has to have mounts of its own already. */
export function seeingJournal({ dir }: World, argv: readonly string[]): readonly string[] {
  const folder = `/run/log/journal/${ID}`;
  const script = `mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system ${folder} &&
echo ${ID} > /run/machine-id && mount --bind /run/machine-id /etc/machine-id &&
cp ${dir}/system.journal ${folder}/ && exec "$@"`;
  return ["sh", "-c", script, "sh", ...argv];
}
