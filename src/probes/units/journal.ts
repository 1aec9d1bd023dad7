import { GPU_MEMORY } from "../../model/gpu-memory.ts";
import type { JournalSign, Sign } from "../../model/unit.ts";
import { runTool } from "../tools/run-tool.ts";

const MOST_LINES = 300;
const MOST_SIGNS = 6;
const LONGEST = 200;

/** What programs and systemd itself write when a service ends; the first that fits decides. */
const SENTENCES: readonly (readonly [Sign, RegExp])[] = [
  [
    "address-in-use",
    /EADDRINUSE|address (?:is )?already in use|Errno 98\]|port \d+ (?:was|is) already in use/i,
  ],
  [
    "heap-exhausted",
    /java\.lang\.OutOfMemoryError|JavaScript heap out of memory|MemoryError\b|fatal error: out of memory/,
  ],
  ["gpu-memory", GPU_MEMORY],
  ["killed-for-memory", /killed by the OOM killer|result 'oom-kill'|OOM killer killed some process/],
  ["worker-timeout", /\[CRITICAL\] WORKER TIMEOUT/],
  ["watchdog", /Watchdog timeout \(limit|result 'watchdog'/],
  ["start-timeout", /start operation timed out/],
  [
    "pool-exhausted",
    /connection pool (?:is )?exhausted|QueuePool limit|Timeout acquiring a connection|remaining connection slots are reserved|too many clients already/i,
  ],
  ["crashed", /segfault|status=11\/SEGV|status=6\/ABRT|Segmentation fault|core[- ]dump/],
  [
    "module-missing",
    /ModuleNotFoundError|Cannot find (?:module|package)|ClassNotFoundException|error while loading shared libraries|Failed to locate executable|Unable to locate executable/,
  ],
  ["descriptors-exhausted", /EMFILE|Too many open files/i],
  [
    "migrations-pending",
    /pending migrations?|unapplied migration|Migrations are pending|PendingMigrationError/i,
  ],
  ["permission-denied", /EACCES|Permission denied/i],
  ["told-to-stop", /^Stopping /],
];

export interface JournalRead {
  readonly signs: readonly JournalSign[];
  readonly unread: string | undefined;
}

/** The telling lines in the end of a unit's journal, the latest of each kind. */
export async function readJournal(unit: string, sinceMs: number, now: number): Promise<JournalRead> {
  const since = `--since=@${Math.floor((now - sinceMs) / 1000)}`;
  const args = [`--unit=${unit}`, "--output=json", "--no-pager", `--lines=${MOST_LINES}`, since];
  const answer = await runTool("journalctl", args);
  return "text" in answer
    ? { signs: signsIn(answer.text), unread: hiddenBecause(`${answer.fault ?? ""} ${answer.said}`) }
    : { signs: [], unread: hiddenBecause(answer.reason) ?? answer.reason };
}

/** journalctl hints at journals that this user may not read, and may end well all the same (journal_access_check_and_warn). */
export function hiddenBecause(said: string): string | undefined {
  return /not seeing messages from (?:other users|the system)|insufficient permissions/i.test(said)
    ? "no permission: run as root or join the group systemd-journal"
    : undefined;
}

/** Reads `journalctl --output=json`: one object a line (systemd.journal-fields(7)); bytes that are no text are an array. */
export function signsIn(text: string): readonly JournalSign[] {
  const latest = new Map<Sign, JournalSign>();
  for (const line of text.split("\n")) {
    const found = line.startsWith("{") ? signOf(line) : undefined;
    if (found !== undefined) latest.set(found.sign, found);
  }
  return [...latest.values()].sort((one, other) => other.at - one.at).slice(0, MOST_SIGNS);
}

/** The last telling line of each kind in what a program printed, from the end on. */
export function lastSigns(text: string): readonly Pick<JournalSign, "sign" | "text">[] {
  const latest = new Map<Sign, string>();
  for (const line of text.split("\n").slice(-MOST_LINES).reverse()) {
    const sign = signIn(line);
    if (sign !== undefined && !latest.has(sign)) latest.set(sign, line.slice(0, LONGEST));
  }
  return [...latest].slice(0, MOST_SIGNS).map(([sign, line]) => ({ sign, text: line }));
}

function signIn(message: string): Sign | undefined {
  return SENTENCES.find(([, sentence]) => sentence.test(message.slice(0, 2_000)))?.[0];
}

function signOf(line: string): JournalSign | undefined {
  const message = stringIn(line, "MESSAGE");
  const at = Number(stringIn(line, "__REALTIME_TIMESTAMP")) / 1000;
  const sign = signIn(message);
  if (sign === undefined || !Number.isFinite(at) || at <= 0) return undefined;
  return { sign, at: Math.floor(at), text: message.slice(0, LONGEST) };
}

function stringIn(line: string, name: string): string {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== "object" || entry === null) return "";
    const value: unknown = Reflect.get(entry, name);
    return typeof value === "string" ? value : "";
  } catch {
    return "";
  }
}
