import type { AdminFacts } from "../../model/admin.ts";
import {
  ADMIN_COMMANDS,
  type AdminAnswer,
  type AdminCommand,
  type AdminGrammar,
  type AdminTurn,
} from "../../model/admin-grammar.ts";
import { upstreamsOf } from "./admin/backends.ts";
import { readErrors } from "./admin/captured.ts";
import { frontendsOf } from "./admin/frontends.ts";
import { processOf, readInfo } from "./admin/process.ts";
import { readResolvers } from "./admin/resolvers.ts";
import { peersOf } from "./admin/servers.ts";
import { readBlanks, readCsv } from "./admin/table.ts";

/** Where statistics pages usually are: the default of `stats enable` (`stats uri`), and what most configs write. */
const USUAL_PAGES = [
  "/;csv",
  "/haproxy?stats;csv",
  "/stats;csv",
  "/haproxy_stats;csv",
  "/haproxy-status;csv",
] as const;
/** `stats` pages as CSV begin so, and so does `show stat`. */
const CSV_START = "# pxname,svname,";

/**
 * Reads HAProxy's runtime API (`stats socket`, a unix socket or TCP) and its statistics page. A bare address is spoken to as
 * the runtime API first; one that answers in HTTP is looked through for the page.
 */
export const haproxyAdmin: AdminGrammar = (path, answers) => {
  if (path !== "/") return readPage([withCsv(path), path], answers);
  const [info] = answers;
  if (info === undefined) return { kind: "command", command: "show info" };
  if (info.text.startsWith("HTTP/")) return readPage(USUAL_PAGES, answers.slice(1));
  if (!/^Name: /m.test(info.text)) return { kind: "unknown", reason: rejection(info) };
  const next = ADMIN_COMMANDS.find((command) => !answers.some((answer) => answer.path === command));
  if (next === undefined) return { kind: "done", facts: runtimeFacts(answers) };
  // without its servers' states the rest is worth nothing
  return next === "show stat"
    ? { kind: "command", command: next }
    : { kind: "command", command: next, mayFail: true };
};

function runtimeFacts(answers: readonly AdminAnswer[]): AdminFacts {
  const textOf = (command: AdminCommand): string => answers.find(({ path }) => path === command)?.text ?? "";
  const stat = answers.find(({ path }) => path === "show stat");
  const info = readInfo(textOf("show info"));
  const stats = readCsv(stat?.text ?? "");
  const peers = peersOf(stats, readBlanks(textOf("show servers state")), stat?.at);
  const process = processOf(info);
  return {
    surface: "HAProxy runtime API",
    peers,
    connections: undefined,
    upstreams: upstreamsOf(stats, peers),
    frontends: frontendsOf(stats),
    version: /^\d+\.\d+(?:\.\d+)?/.exec(info.get("Version") ?? "")?.[0],
    ...(process !== undefined && { process }),
    resolvers: readResolvers(textOf("show resolvers")),
    captured: readErrors(textOf("show errors")),
    unanswered: answers.flatMap(({ path, failure }) =>
      failure === undefined ? [] : [{ path: `"${path}"`, because: failure }],
    ),
  };
}

/** A page answers as CSV where its address ends in ";csv" (configuration manual 2.6, `stats uri`). */
function readPage(paths: readonly string[], answers: readonly AdminAnswer[]): AdminTurn {
  const table = answers.find(({ status, text }) => status === 200 && text.startsWith(CSV_START));
  if (table !== undefined) {
    const stats = readCsv(table.text);
    const peers = peersOf(stats, [], table.at);
    const facts = { surface: "HAProxy statistics page", peers, connections: undefined };
    const parts = { upstreams: upstreamsOf(stats, peers), frontends: frontendsOf(stats) };
    return { kind: "done", facts: { ...facts, ...parts } };
  }
  const locked = answers.find(({ status }) => status === 401 || status === 403);
  const next = locked === undefined && paths.find((path) => !answers.some((answer) => answer.path === path));
  if (typeof next === "string") return { kind: "ask", path: next };
  return { kind: "unknown", reason: rejection(locked ?? answers.at(-1)) };
}

function withCsv(path: string): string {
  return path.endsWith(";csv") ? path : `${path}${path.includes(";") ? "" : ";csv"}`;
}

function rejection(answer: AdminAnswer | undefined): string {
  if (answer === undefined) return "nothing answers there";
  const { status, text } = answer;
  if (status === 401 || status === 403) return `it answers ${status}: no access`;
  if (/^Permission denied/m.test(text)) return "it refuses to tell: its level is too low";
  if (status !== 200) return `it answers ${status}`;
  return /^\s*</.test(text)
    ? "what answers is a web page, and no statistics of HAProxy"
    : "what answers is neither HAProxy's runtime API nor its statistics page";
}
