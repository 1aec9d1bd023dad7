import { readFile } from "node:fs/promises";
import type { ChildProcesses } from "../../model/owner.ts";
import { openFiles, socketInode } from "./open-files.ts";
import type { OwnerOptions } from "./process-owner.ts";
import { commandName, processStat } from "./procfs.ts";

/** Gives the inodes of all connections to ports on which this host listens; undefined where that is not known. */
export type ConnectionInodes = () => Promise<ReadonlySet<string> | undefined>;

/** More children than this are those of a server that makes one for each connection: they are not looked at. */
const MOST_CHILDREN = 200;

/** The children of a process that run under its name; a program that it calls for a moment is another thing. */
export async function childProcesses(
  pid: number,
  { proc, bootedAt, connections }: OwnerOptions,
): Promise<ChildProcesses | undefined> {
  const list = await readFile(`${proc}/${pid}/task/${pid}/children`, "latin1").catch(() => "");
  const pids = list
    .trim()
    .split(" ", MOST_CHILDREN + 1)
    .filter(Boolean)
    .map(Number);
  if (pids.length === 0 || pids.length > MOST_CHILDREN) return undefined;
  const name = stem(await commandName(proc, pid));
  const seen = await Promise.all(
    pids.map(async (child) => ({
      child,
      ...(await processStat(proc, child, bootedAt)),
      name: stem(await commandName(proc, child)),
    })),
  );
  const alike = seen.flatMap(({ child, startedAt, state, name: own }) =>
    startedAt !== undefined && state !== "Z" && own === name ? [{ child, startedAt }] : [],
  );
  if (alike.length === 0) return undefined;
  return {
    youngestAt: Math.max(...alike.map(({ startedAt }) => startedAt)),
    connections: await heldBy(
      alike.map(({ child }) => child),
      proc,
      connections,
    ),
  };
}

/** Workers may write their part behind the name: "gunicorn: maste" and "gunicorn: worke", "php-fpm8.2". */
function stem(command: string | undefined): string | undefined {
  return command?.split(/[: ]/, 1)[0];
}

async function heldBy(
  pids: readonly number[],
  proc: string,
  connections: ConnectionInodes,
): Promise<readonly number[] | undefined> {
  const known = await connections();
  const held = pids.map((pid) =>
    known === undefined
      ? undefined
      : openFiles(proc, pid)?.filter((link) => known.has(socketInode(link) ?? "")).length,
  );
  // One that ended meanwhile holds none any more; where none may be looked into they are another user's.
  const seen = held.filter((count) => count !== undefined);
  return seen.length === 0 ? undefined : seen;
}
