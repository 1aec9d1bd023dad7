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
  const [oldest] = alike.toSorted((one, other) => one.startedAt - other.startedAt);
  const youngest = alike.findLast(({ startedAt }) => alike.every((one) => one.startedAt <= startedAt));
  if (oldest === undefined || youngest === undefined) return undefined;
  return {
    oldestAt: oldest.startedAt,
    youngestAt: youngest.startedAt,
    youngestConnections: await connectionsOf(proc, youngest.child, connections),
  };
}

/** Workers may write their part behind the name: "gunicorn: maste" and "gunicorn: worke", "php-fpm8.2". */
function stem(command: string | undefined): string | undefined {
  return command?.split(/[: ]/, 1)[0];
}

async function connectionsOf(
  proc: string,
  pid: number,
  connections: ConnectionInodes,
): Promise<number | undefined> {
  const links = openFiles(proc, pid);
  if (links === undefined) return undefined;
  const known = await connections();
  if (known === undefined) return undefined;
  return links.filter((link) => known.has(socketInode(link) ?? "")).length;
}
