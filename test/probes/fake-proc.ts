import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FakeProcess {
  readonly pid: number;
  readonly comm: string;
  /** Words, or one title. */
  readonly words: readonly string[];
  readonly exe?: string;
  readonly cwd?: string;
  /** Its environment. */
  readonly environ?: Readonly<Record<string, string>>;
  readonly net?: string;
  readonly mnt?: string;
  /** Where /proc/PID/root leads. */
  readonly root?: string;
  readonly uid?: number;
  readonly ticks?: number;
  readonly parent?: number;
  /** Its id in a pid namespace of its own, as in a container. */
  readonly innerPid?: number;
}

/** Writes a tree that looks like /proc; uhc itself is in the namespaces "own". Gives its path. */
export function fakeProc(folder: string, processes: readonly FakeProcess[]): string {
  const proc = join(folder, "proc");
  mkdirSync(join(proc, "self", "ns"), { recursive: true });
  symlinkSync("net:[own]", join(proc, "self", "ns", "net"));
  symlinkSync("mnt:[own]", join(proc, "self", "ns", "mnt"));
  writeFileSync(join(proc, "stat"), "cpu 1 2 3\nbtime 1700000000\nprocesses 5\n");
  for (const process of processes) writeProcess(join(proc, String(process.pid)), process);
  return proc;
}

function writeProcess(at: string, process: FakeProcess): void {
  mkdirSync(join(at, "ns"), { recursive: true });
  const { pid, comm, words, exe, cwd, net, mnt, root, uid, ticks, innerPid, parent, environ = {} } = process;
  writeFileSync(join(at, "comm"), `${comm}\n`);
  writeFileSync(join(at, "cmdline"), `${words.join("\0")}\0`);
  writeFileSync(
    join(at, "stat"),
    `${pid} (a (b) c) S ${parent ?? 1} ${"0 ".repeat(17)}${ticks ?? 1_000} 0 0\n`,
  );
  writeFileSync(
    join(at, "status"),
    `Name:\tx\nUid:\t${uid ?? 0}\t${uid ?? 0}\t0\t0\nNSpid:\t${[pid, innerPid ?? []].flat().join("\t")}\n`,
  );
  const variables = Object.entries(environ).map(([name, value]) => `${name}=${value}\0`);
  writeFileSync(join(at, "environ"), variables.join(""));
  if (exe !== undefined) symlinkSync(exe, join(at, "exe"));
  if (cwd !== undefined) symlinkSync(cwd, join(at, "cwd"));
  if (root !== undefined) symlinkSync(root, join(at, "root"));
  if (net !== undefined) symlinkSync(`net:[${net}]`, join(at, "ns", "net"));
  if (mnt !== undefined) symlinkSync(`mnt:[${mnt}]`, join(at, "ns", "mnt"));
}
