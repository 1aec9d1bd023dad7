import { listed, quoted } from "../model/evidence.ts";
import type { ServiceUnit, Sign } from "../model/unit.ts";
import { moment } from "./logged.ts";

/** Exit codes that are systemd's own, for what failed before the program ran (systemd.exec(5), "Process exit codes"). */
const OWN_CODES: ReadonlyMap<number, string> = new Map([
  [200, "its working directory can't be entered"],
  [203, "its program is missing, or can't be run"],
  [208, "its standard input can't be opened"],
  [209, "its standard output can't be opened"],
  [216, "its group does not exist"],
  [217, "its user does not exist"],
  [226, "its file system namespace can't be set up: a path it names is missing"],
  [233, "its runtime directory can't be made"],
  [238, "its state directory can't be made"],
  [240, "its log directory can't be made"],
  [243, "its credentials can't be set up"],
]);

const SIGNALS: ReadonlyMap<number, string> = new Map([
  [6, "SIGABRT"],
  [9, "SIGKILL"],
  [11, "SIGSEGV"],
  [15, "SIGTERM"],
]);

/** "exit code 3", "signal 9 (SIGKILL)"; undefined while it has not ended. */
export function endText({ ended }: ServiceUnit): string | undefined {
  if (ended === undefined) return undefined;
  const { how, status } = ended;
  if (how === "exited") {
    const own = OWN_CODES.get(status);
    return `exit code ${status}${own === undefined ? "" : ` (${own})`}`;
  }
  const name = SIGNALS.get(status);
  return `signal ${status}${name === undefined ? "" : ` (${name})`}${how === "dumped" ? ", with a core dump" : ""}`;
}

/** "systemd: api.service is failed (exit-code) since 07:22:15Z, when its process ended with exit code 3". */
export function stateSentence(unit: ServiceUnit): string {
  const { name, activeState, subState, result, changedAt, ended } = unit;
  const word = result === "success" ? subState : result;
  const since = changedAt === undefined ? "" : ` since ${moment(changedAt)}`;
  const end = endText(unit);
  const isThen = ended?.at !== undefined && ended.at === changedAt;
  const when = ended?.at === undefined ? "" : ` at ${moment(ended.at)}`;
  const told = isThen ? ", when its process ended" : `: its process ended${when}`;
  const last = end === undefined ? "" : `${told} with ${end}`;
  return `systemd: ${name} is ${activeState} (${word})${since}${last}`;
}

/** How this unit is known to be the service there. */
export function tieSentence({ name, tie, tieText, socket }: ServiceUnit): string {
  if (tie === "socket") return `${socket ?? "its socket unit"} listens there (${tieText}) and starts ${name}`;
  if (tie === "process") return `${tieText}, which listens there, runs in ${name}`;
  if (tie === "bare") return `${name} is the service there: ${quoted(tieText, 80)} is among its arguments`;
  return `${name} is the service there: its settings name ${quoted(tieText, 80)}`;
}

/** The lines of its journal that say why, the latest of each kind, from the end on. */
export function signSentences({ name, signs }: ServiceUnit, most = 3): readonly string[] {
  return signs
    .filter(({ sign }) => sign !== "told-to-stop")
    .slice(0, most)
    .map(({ at, text }) => `journal of ${name} at ${moment(at)}: ${quoted(text, 160)}`);
}

export function hasSign({ signs }: ServiceUnit, sign: Sign): boolean {
  return signs.some((one) => one.sign === sign);
}

/** What the journal says of the reason, for a step of the fix. */
const ADVICE = {
  "address-in-use": "An address that it wants is taken: find the other process, and stop one of them.",
  "heap-exhausted": "Its own heap was too small: raise its limit, or find what fills it.",
  "gpu-memory": "Its accelerator had no memory left: stop what else holds it, or make it take less.",
  "killed-for-memory": "The kernel killed it for memory: raise MemoryMax, or find what fills it.",
  "worker-timeout": "Its workers take longer than its own limit: find what they wait for.",
  watchdog: "It did not report to systemd in time: find what blocks it, or raise WatchdogSec.",
  "start-timeout":
    "It takes longer to start than TimeoutStartSec allows: raise that, or find what it waits for.",
  "pool-exhausted": "Its pool of connections is used up: look at the database behind it.",
  crashed: "It crashed: `coredumpctl info` shows where.",
  "module-missing": "A part of it is not installed: repeat its deployment.",
  "descriptors-exhausted": "It ran out of file descriptors: raise LimitNOFILE, or find what leaks them.",
  "migrations-pending": "Its database is older than its code: run the migrations.",
  "permission-denied": "It may not open something: look at the owner and mode of what it names.",
  "told-to-stop": "",
} as const satisfies Record<Sign, string>;

/** What the signs call for, for a fix; none for what says no more than that it ended. */
export function advice(unit: ServiceUnit): string {
  return adviceFor(unit.signs);
}

export function adviceFor(signs: readonly { readonly sign: Sign }[]): string {
  const texts = signs.map(({ sign }) => ADVICE[sign]).filter((text) => text !== "");
  return texts.length === 0 ? "" : (texts[0] ?? "");
}

export function unitNames(units: readonly ServiceUnit[]): string {
  return listed(units.map(({ name }) => name));
}
