import { lstat, readFile } from "node:fs/promises";
import type { HiddenListener } from "../../model/owner.ts";
import { errorCode } from "../outcome.ts";
import { socketOwners } from "./socket-owners.ts";

/** Bit of a socket that listens (proc_net_unix(5): __SO_ACCEPTCON). */
const LISTENS = 0x10000;
const MOST_LINES = 100_000;

/**
 * Who listens on a unix socket of this path. The kernel's list names paths as they were bound, in whatever mount namespace: it
 * also holds sockets whose file lies in a /tmp of their own (systemd's PrivateTmp) or was deleted since.
 */
export async function unixListener(proc: string, path: string): Promise<HiddenListener | undefined> {
  const table = await readFile(`${proc}/net/unix`, "utf8").catch(() => "");
  const inode = table.split("\n", MOST_LINES).flatMap((line) => inodeOf(line, path))[0];
  if (inode === undefined) return undefined;
  const owner = (await socketOwners(proc, new Set([inode]), nothingKnown)).get(inode);
  if (owner === undefined) return { owner, isThere: undefined };
  const isThere = await lstat(`${proc}/${owner.pid}/root${path}`).then(
    () => true,
    (error: unknown) => (errorCode(error) === "ENOENT" ? false : undefined),
  );
  return { owner, isThere };
}

/** Connections to a unix socket are told apart by nothing that this host shows. */
const nothingKnown = () => Promise.resolve(undefined);

/** "ffff: 00000002 00000000 00010000 0001 01 4711 /run/app.sock": flags in the fourth column, the inode in the seventh. */
function inodeOf(line: string, path: string): readonly string[] {
  const [, flags = "0", inode, bound] = /^\S+: \S+ \S+ ([0-9A-F]+) \S+ \S+ +(\d+) (.+)$/i.exec(line) ?? [];
  const listens = (Number.parseInt(flags, 16) & LISTENS) !== 0;
  return listens && bound === path && inode !== undefined ? [inode] : [];
}
