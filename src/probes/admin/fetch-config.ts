import type { AdminPlace } from "../../model/admin.ts";
import type { AdminAnswer } from "../../model/admin-grammar.ts";
import type { Outcome } from "../../model/outcome.ts";
import { resolveProbe } from "../dns/resolve.ts";
import { readPlainFile } from "../read-plain-file.ts";
import { askAdmin } from "./ask.ts";

/** What a run brings along. */
export interface FetchOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly userAgent: string;
}

/**
 * One answer of an admin surface, for what has to be known before anything is planned: the config itself. A socket has no
 * name; where one is refused for the name that stands for it, it is asked again without any.
 */
export async function fetchAdmin(
  place: AdminPlace,
  path: string,
  { timeoutMs, signal, userAgent }: FetchOptions,
): Promise<AdminAnswer | Outcome> {
  const context = {
    signal,
    now: () => Date.now(),
    clock: () => performance.now(),
    userAgent,
    readFile: readPlainFile,
  };
  const get = (host?: string): Promise<AdminAnswer | Outcome> => {
    const question = { kind: "ask", path, ...(host !== undefined && { host }) } as const;
    return askAdmin(question, { place, timeoutMs }, resolveProbe(), context);
  };
  const answer = await get();
  const isNameless = place.target.kind === "unix" && "status" in answer && answer.status === 403;
  return isNameless ? get("") : answer;
}
