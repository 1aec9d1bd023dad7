import type { AdminFacts } from "../../../model/admin.ts";
import type { AdminAnswer } from "../../../model/admin-grammar.ts";
import { parseJsonTree } from "../../../text/json-tree.ts";
import type { Value } from "../../../text/tree.ts";

/** The object that an answer holds; undefined for any other answer, and for one that breaks off. */
export function jsonOf(answer: AdminAnswer | undefined): Value | undefined {
  if (answer === undefined || answer.status !== 200 || !/^\s*\{/.test(answer.text)) return undefined;
  const { tree, problem } = parseJsonTree("", answer.text);
  return problem === undefined ? { tree, index: 0 } : undefined;
}

/** Why what answers the first question is no Envoy that lets itself be asked. */
export function rejection(answer: AdminAnswer): string {
  if (answer.status !== 200) return refusal(answer.status, "to /server_info, which every Envoy has");
  return isPage(answer)
    ? "what answers is a web page, and no admin surface of Envoy"
    : "what answers is no admin surface of Envoy";
}

/** Why a later answer is of no use; nothing for one that is, and for what older releases do not have. */
export function useless(
  answer: AdminAnswer | undefined,
  json: Value | undefined,
): NonNullable<AdminFacts["unanswered"]> {
  if (answer === undefined || answer.status === 404) return [];
  const [path = ""] = answer.path.split("?");
  const because = answer.failure ?? problemOf(answer, path, json);
  return because === undefined ? [] : [{ path, because }];
}

function problemOf(answer: AdminAnswer, path: string, json: Value | undefined): string | undefined {
  if (answer.status !== 200) return refusal(answer.status, "");
  if (isPage(answer)) return "what answers is a web page";
  if (path.endsWith("/stats") || json !== undefined) return undefined;
  const { problem } = parseJsonTree("", answer.text);
  return `its answer is no JSON${problem === undefined ? "" : `: ${problem.message}`}`;
}

/** Envoy itself asks nobody to log in: whatever stands before it does. */
function refusal(status: number, to: string): string {
  if (status === 401 || status === 403) return `it answers ${status}: no access`;
  if (status >= 300 && status < 400)
    return `it answers ${status}, which leads elsewhere, as to a login: no redirect is followed`;
  return `it answers ${status} ${to}`.trim();
}

function isPage({ text }: AdminAnswer): boolean {
  return /^\s*</.test(text);
}
