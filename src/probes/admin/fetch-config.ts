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

/** One answer of an admin surface, for what has to be known before anything is planned: the config itself. */
export function fetchAdmin(
  place: AdminPlace,
  path: string,
  options: FetchOptions,
): Promise<AdminAnswer | Outcome> {
  const { timeoutMs, signal, userAgent } = options;
  return askAdmin({ kind: "ask", path }, { place, timeoutMs }, resolveProbe(), {
    signal,
    now: () => Date.now(),
    clock: () => performance.now(),
    userAgent,
    readFile: readPlainFile,
  });
}
