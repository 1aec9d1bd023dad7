import { constants } from "node:fs";
import { access } from "node:fs/promises";
import type { FileFacts, Measurement } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { FileRequest } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";
import { fileCertificate } from "./file-certificate.ts";
import type { Account, Accounts } from "./host/accounts.ts";
import { hasPermission, maySearch, neededPermission } from "./host/may-open.ts";
import { readAccounts } from "./host/read-accounts.ts";
import { unixListener } from "./host/unix-listeners.ts";
import { type Walk, walkPath } from "./host/walk-path.ts";
import { ANSWERED, outcomeOfSystemError } from "./outcome.ts";

type FileType = NonNullable<FileFacts["type"]>;

/**
 * Makes the probe that looks at a path, and opens it only for a certificate. `root` goes before every path: a copied tree, or the root of a
 * process in another mount namespace.
 */
export function fileProbe(root = "", proc = "/proc") {
  let accounts: Promise<Accounts> | undefined;
  return async (request: FileRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    accounts ??= readAccounts(root);
    const known = await accounts;
    const walk = await walkPath(request.path, root);
    // In a copied tree, or in the tree of another process, the path means another file.
    const isMissing = root === "" && request.purpose === "socket" && walk.end === undefined;
    const hidden = isMissing ? await unixListener(proc, request.path) : undefined;
    const certificate =
      request.purpose === "certificate" ? await fileCertificate(request.path, context.readFile) : undefined;
    const plain = factsOf(walk, request, known);
    const facts = { ...plain, ...(hidden && { hidden }), ...(certificate && { certificate }) };
    const outcome = await outcomeOf(walk, root);
    return [{ kind: "file", request, outcome, startedAt, durationMs: context.clock() - start, facts }];
  };
}

function factsOf(walk: Walk, request: FileRequest, accounts: Accounts): FileFacts {
  const stats = walk.end?.stats;
  const account = request.user === undefined ? undefined : accounts.account(request.user);
  const blockedAt = account && firstBlock(account, walk);
  // Where the walk broke off, nothing is known of the rest: only a block before it counts.
  const isJudged = account !== undefined && (blockedAt !== undefined || walk.end !== undefined);
  return {
    type: stats === undefined ? undefined : typeOf(stats),
    mode: stats === undefined ? undefined : stats.mode & 0o7777,
    owner: stats === undefined ? undefined : (accounts.userName(stats.uid) ?? String(stats.uid)),
    group: stats === undefined ? undefined : (accounts.groupName(stats.gid) ?? String(stats.gid)),
    userMayOpen: isJudged ? blockedAt === undefined : undefined,
    blockedAt,
    modifiedAt: stats?.mtimeMs,
  };
}

function firstBlock(account: Account, { directories, end }: Walk): string | undefined {
  const closed = directories.find(({ stats }) => !maySearch(account, stats));
  if (closed !== undefined) return closed.path;
  const isOpen = end === undefined || hasPermission(account, end.stats, neededPermission(end.stats));
  return isOpen ? undefined : end.path;
}

function typeOf(stats: NonNullable<Walk["end"]>["stats"]): FileType {
  if (stats.isSocket()) return "socket";
  if (stats.isFile()) return "file";
  return stats.isDirectory() ? "directory" : "other";
}

/** `not-found` names the part that is missing; `not-allowed` is about uhc itself, whatever the gateway's user may. */
async function outcomeOf({ end, failure }: Walk, root: string): Promise<Outcome> {
  if (end === undefined) {
    const plain = outcomeOfSystemError(failure?.error);
    return { ...plain, reason: `${plain.reason}: ${failure?.path ?? "?"}` };
  }
  const mode = end.stats.isSocket() ? constants.W_OK : constants.R_OK;
  try {
    await access(root + end.path, mode);
    return ANSWERED;
  } catch (error) {
    return outcomeOfSystemError(error);
  }
}
