import type { Stats } from "node:fs";
import type { Account } from "./accounts.ts";

const READ = 4;
const WRITE = 2;
const SEARCH = 1;

/** connect(2) to a socket needs write permission on it (unix(7)); other files are read. */
export function neededPermission(stats: Stats): number {
  if (stats.isSocket()) return WRITE;
  return stats.isDirectory() ? SEARCH : READ;
}

export function maySearch(account: Account, directory: Stats): boolean {
  return hasPermission(account, directory, SEARCH);
}

/**
 * What the permission bits say: the first class that fits decides, also where a later one would allow more. Access
 * control lists, capabilities, SELinux and AppArmor are not looked at: they may still refuse, or allow, the account.
 */
export function hasPermission(account: Account, stats: Stats, wanted: number): boolean {
  if (account.uid === 0) return true;
  const shift = account.uid === stats.uid ? 6 : account.gids.includes(stats.gid) ? 3 : 0;
  return ((stats.mode >> shift) & wanted) === wanted;
}
