import { type LogLine, type LogWord, repeatable } from "../../model/log-grammar.ts";
import { isServerError } from "../../model/server-error.ts";
import type { Fields } from "./log-format.ts";
import { isTermination, TERMINATIONS } from "./log-termination.ts";

type Base = Pick<LogLine, "level" | "upstream" | "errno" | "peer" | "isUnrepeatable" | "durationMs">;

/** What one line of traffic says: the status that the client got, how the session ended, and that a server was tried in vain. */
export function linesOf(fields: Fields): readonly LogLine[] {
  const ending = fields.get("tsc") ?? fields.get("ts");
  const server = serverOf(fields.get("s"));
  const base: Base = {
    level: "access",
    upstream: fields.get("b"),
    peer: server === undefined ? undefined : peerName(fields.get("b"), server),
    errno: undefined,
    ...repeatable(methodOf(fields)),
    ...durationOf(fields, ending, statusOf(fields.get("ST"))),
  };
  const status = statusOf(fields.get("ST"));
  const lines: LogLine[] = [];
  if (status !== undefined)
    lines.push({
      ...base,
      event: `access-${status}`,
      detail: isServerError(status) ? whose(fields, ending, server) : undefined,
    });
  if (isTermination(ending)) {
    const pair = ending.slice(0, 2);
    lines.push(...endedAs(fields, pair, status, base), ...byRule(pair, status, base));
  }
  if (/^\+\d/.test(fields.get("rc") ?? ""))
    lines.push({ ...base, event: "redispatched", peer: undefined, detail: undefined });
  return lines;
}

/** How long a request or a session took that failed or did not end by itself, in milliseconds; "+" where it had not ended yet. */
function durationOf(fields: Fields, ending: string | undefined, status = 0): Pick<LogLine, "durationMs"> {
  const text = fields.get("Ta") ?? fields.get("Tt") ?? "";
  const isCut = isTermination(ending) && ending[0] !== "-";
  return (isCut || isServerError(status)) && /^\d{1,9}$/.test(text) ? { durationMs: Number(text) } : {};
}

/** "<NOSRV>" where none was chosen, "<STATS>", "<lua.x>" and the like where HAProxy answers itself. */
function serverOf(name: string | undefined): string | undefined {
  return name === undefined || name === "" || name === "-" || name.startsWith("<") ? undefined : name;
}

/** Servers of different backends may bear one name. */
export function peerName(backend: string | undefined, server: string): string {
  return backend === undefined ? server : `${backend}/${server}`;
}

function statusOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-5]\d\d$/.test(text) ? Number(text) : undefined;
}

function methodOf(fields: Fields): string | undefined {
  return fields.get("HM") ?? /^([A-Z]{1,20}) /.exec(fields.get("r") ?? "")?.[1];
}

/** "upstream" where the server's header came, "gateway" where HAProxy made the answer up. */
function whose(fields: Fields, ending: string | undefined, server: string | undefined): string | undefined {
  const waits = fields.get("Tr");
  if (server === undefined && fields.has("s")) return "gateway";
  if (isTermination(ending) && !"-DL".includes(ending[1] ?? "")) return "gateway";
  if (waits !== undefined) return waits.startsWith("-") ? "gateway" : "upstream";
  return isTermination(ending) && server !== undefined ? "upstream" : undefined;
}

/**
 * `deny`, `tarpit` and `return` of the config's own (PR, PT, LR): those of them that look as if a service had failed. A request that
 * is no valid HTTP ends as PR too, with 400.
 */
function byRule(pair: string, status: number | undefined, base: Base): readonly LogLine[] {
  const isError = status === 429 || isServerError(status);
  const isRule = RULE_ENDS.has(pair) && isError;
  return isRule ? [{ ...base, peer: undefined, event: "rule-answered", detail: String(status) }] : [];
}

const RULE_ENDS: ReadonlySet<string> = new Set(["PR", "PT", "LR"]);

function endedAs(fields: Fields, pair: string, status: number | undefined, base: Base): readonly LogLine[] {
  const told = TERMINATIONS.get(pair);
  const isTcp = status === undefined;
  const word = isTcp ? (told?.tcpWord ?? told?.word) : told?.word;
  if (word === undefined || word === "nothing") return [];
  const said = saidBy(word, fields, pair, status, base.peer);
  return said === undefined ? [] : [{ ...base, ...said }];
}

function saidBy(
  word: LogWord,
  fields: Fields,
  pair: string,
  status: number | undefined,
  server: string | undefined,
): Pick<LogLine, "event" | "detail"> | undefined {
  if (pair === "SC" && server === undefined) return withoutServer(fields);
  // a refused upgrade of rules and a failed rewrite of headers end so too, with other statuses
  if (pair === "PH" && status !== undefined && status !== 502) return undefined;
  if (word === "body-timeout" && status === 101) return { event: "upgrade-timeout", detail: undefined };
  return { event: word, detail: undefined };
}

/** A request that no rule leads to a backend never gets as far as its own timer. A backend without servers does. */
function withoutServer(fields: Fields): Pick<LogLine, "event" | "detail"> {
  const frontend = fields.get("ft")?.replace(/~$/, "") ?? fields.get("f");
  const hasNoBackend = frontend !== undefined && frontend === fields.get("b") && fields.get("TR") === "-1";
  return { event: hasNoBackend ? "no-route" : "no-live-upstreams", detail: undefined };
}
