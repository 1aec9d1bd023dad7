import { readFileSync } from "node:fs";
import { readdir, readFile, readlink } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

/** A process as /proc shows it (proc(5)); what this process may not read is undefined. */
export interface HostProcess {
  readonly pid: number;
  readonly parent: number | undefined;
  /** The words of its command line; for processes that rename themselves, the whole title in the first one. */
  readonly arguments: readonly string[];
  /** Its binary, as it is called inside its own root; " (deleted)" taken off. */
  readonly binary: string | undefined;
  /** The binary was replaced or removed since it was started. */
  readonly binaryIsGone: boolean;
  readonly directory: string | undefined;
  readonly uid: number | undefined;
  /** Milliseconds since the epoch, to a hundredth of a second where /proc/uptime is that of the host. */
  readonly startedAt: number | undefined;
  readonly sharesNetwork: boolean | undefined;
  readonly sharesFiles: boolean | undefined;
}

/** USER_HZ, which Linux fixes at 100 for everything it shows in /proc (time(7)). */
const TICKS_PER_SECOND = 100;
const MAX_COMMAND_LINE = 16_384;
const DELETED = " (deleted)";

/** The ids of all processes that `proc` shows; none where it can't be read. */
export async function processIds(proc: string): Promise<readonly number[]> {
  const names = await readdir(proc).catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Processes whose names are read without a pause. */
const AT_ONCE = 200;

/**
 * The short names of many processes, in their order. A read of procfs never waits for a disk, and a promise for each costs ten
 * times as much.
 */
export async function commandNames(
  proc: string,
  pids: readonly number[],
): Promise<readonly (string | undefined)[]> {
  const names: (string | undefined)[] = [];
  for (const pid of pids) {
    if (names.length % AT_ONCE === AT_ONCE - 1) await setImmediate();
    names.push(nameNow(`${proc}/${pid}/comm`));
  }
  return names;
}

function nameNow(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trimEnd();
  } catch {
    return undefined;
  }
}

/** The command's short name; undefined for a process that is gone. */
export async function commandName(proc: string, pid: number): Promise<string | undefined> {
  return (await text(`${proc}/${pid}/comm`))?.trimEnd();
}

/** A container's own /proc/uptime (lxcfs) tells of the container; the host's lies this near to its boot time. */
const SAME_BOOT_MS = 1_500;

/** Milliseconds since the epoch at which the system came up. The boot time is in whole seconds, the uptime finer. */
export async function bootTime(proc: string): Promise<number | undefined> {
  const seconds = /^btime (\d+)$/m.exec((await text(`${proc}/stat`)) ?? "")?.[1];
  if (seconds === undefined) return undefined;
  const bootedAt = Number(seconds) * 1000;
  const finer = finerBootTime(proc) ?? bootedAt;
  return Math.abs(finer - bootedAt) < SAME_BOOT_MS ? finer : bootedAt;
}

const SAMPLES = 5;

/**
 * Every moment that passes between a reading of the uptime and one of the clock makes the boot seem later: of several pairs
 * the earliest is the best.
 */
function finerBootTime(proc: string): number | undefined {
  let earliest: number | undefined;
  for (let nth = 0; nth < SAMPLES; nth++) {
    try {
      const up = /^\d+\.\d+/.exec(readFileSync(`${proc}/uptime`, "latin1"))?.[0];
      const bootedAt = up === undefined ? undefined : Date.now() - Number(up) * 1000;
      if (bootedAt !== undefined) earliest = Math.min(earliest ?? bootedAt, bootedAt);
    } catch {
      return undefined;
    }
  }
  return earliest;
}

/** Reads one process; undefined when it is gone. `bootedAt` is what `bootTime` gave. */
export async function readProcess(
  proc: string,
  pid: number,
  bootedAt: number | undefined,
): Promise<HostProcess | undefined> {
  const at = `${proc}/${pid}`;
  const line = await text(`${at}/cmdline`);
  const stat = await text(`${at}/stat`);
  if (line === undefined || stat === undefined) return undefined;
  const [exe, directory, status] = await Promise.all([
    link(`${at}/exe`),
    link(`${at}/cwd`),
    text(`${at}/status`),
  ]);
  return {
    pid,
    parent: numberOf(statFields(stat)[1]),
    arguments: line
      .slice(0, MAX_COMMAND_LINE)
      .replace(/[\0 ]+$/, "")
      .split("\0"),
    binary: exe?.endsWith(DELETED) === true ? exe.slice(0, -DELETED.length) : exe,
    binaryIsGone: exe?.endsWith(DELETED) === true,
    directory,
    uid: numberOf(/^Uid:\s+\d+\s+(\d+)/m.exec(status ?? "")?.[1]),
    startedAt: startedAt(stat, bootedAt),
    sharesNetwork: await isSame(`${at}/ns/net`, `${proc}/self/ns/net`),
    sharesFiles:
      (await isSame(`${at}/ns/mnt`, `${proc}/self/ns/mnt`)) ?? (isInContainer(status) ? false : undefined),
  };
}

/** A process's state, as the letter of proc_pid_stat(5), and when it started; both undefined when it is gone. */
export async function processStat(
  proc: string,
  pid: number,
  bootedAt: number | undefined,
): Promise<{ readonly state: string | undefined; readonly startedAt: number | undefined }> {
  const stat = (await text(`${proc}/${pid}/stat`)) ?? "";
  return { state: statFields(stat)[0], startedAt: startedAt(stat, bootedAt) };
}

function startedAt(stat: string, bootedAt: number | undefined): number | undefined {
  const ticks = numberOf(statFields(stat)[19]);
  return bootedAt === undefined || ticks === undefined
    ? undefined
    : bootedAt + (ticks * 1000) / TICKS_PER_SECOND;
}

/** The fields behind the name, which stands in parentheses and may itself hold blanks and parentheses. */
function statFields(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/**
 * A process that has another id further inside (NSpid in /proc/PID/status, proc(5)) runs in a container, which has files
 * of its own. Everybody may read that, unlike the namespaces themselves.
 */
function isInContainer(status: string | undefined): boolean {
  return /^NSpid:\s+\d+\s+\d/m.test(status ?? "");
}

async function isSame(one: string, other: string): Promise<boolean | undefined> {
  const [first, second] = await Promise.all([link(one), link(other)]);
  return first === undefined || second === undefined ? undefined : first === second;
}

function text(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

function link(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined);
}

function numberOf(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,20}$/.test(word) ? Number(word) : undefined;
}
