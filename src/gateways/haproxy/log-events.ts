import type { LogLine, LogWord } from "../../model/log-grammar.ts";
import { checkFailure } from "./check-failure.ts";

/** What HAProxy says of its servers, of itself and of this host (src/server.c, backend.c, sock.c, proxy.c, haproxy.c; 2.6 to 3.4). */
export function eventsIn(body: string, level: string | undefined): readonly LogLine[] {
  const text = body.replace(/\s+$/, "");
  const server = SERVER.exec(text);
  if (server !== null) return aboutServer(server, level ?? "alert");
  const check = CHECK.exec(text);
  if (check !== null) return aboutCheck(check, level ?? "warning");
  const empty = EMPTY.exec(text)?.[1];
  if (empty !== undefined)
    return [line({ event: "no-live-upstreams", level: level ?? "emerg", peer: empty, upstream: empty })];
  const known = SENTENCES.find(([sentence]) => sentence.test(text));
  if (known === undefined) return [];
  const [sentence, event] = known;
  // a warning about a line of the config keeps nobody from starting
  if (event === "config-refused" && level !== "alert") return [];
  const { upstream, detail } = sentence.exec(text)?.groups ?? {};
  return [line({ event, level: level ?? "emerg", upstream, detail: detail?.slice(0, MAX_DETAIL) })];
}

const MAX_DETAIL = 120;

const SERVER = /^(?:Backup )?Server ([^/\s]{1,200})\/(\S{1,200})(?: \('[^']*'\))? (is|was|enters) (.*)$/s;
const CHECK =
  /^Health check for (?:backup )?server ([^/\s]{1,200})\/(\S{1,200}) (succeeded|conditionally succeeded|failed), (.*)$/s;
const EMPTY = /^(?:backend|listen|proxy|frontend) '?([^'\s]{1,200}?)'? has no server available!/i;
/** "reason: Layer7 wrong status, code: 503, info: "Service Unavailable", check duration: 1ms". */
const REASON = /reason: ([^,.]{1,60})(?:, code: (\d{1,5}))?(?:, info: "([^"]{0,400}))?/;

type Given = Pick<LogLine, "event" | "level"> & Partial<LogLine>;

function line({ event, level, peer, upstream, errno, detail }: Given): LogLine {
  return { event, level, peer, upstream, errno, detail };
}

function aboutServer([, upstream, peer, , what = ""]: RegExpExecArray, level: string): readonly LogLine[] {
  const of = { upstream, peer, level };
  const resolved =
    /for maintenance \((?:DNS (NX|timeout|refused) status|(No IP for server) ?|unspecified DNS error)/.exec(
      what,
    );
  if (resolved !== null)
    return [
      line({
        ...of,
        event: "name-not-resolved",
        errno: DNS_CODES.get(resolved[1] ?? resolved[2] ?? "") ?? 2,
      }),
    ];
  if (/^going DOWN for maintenance|^DOWN and now enters maintenance|^drain state/.test(what))
    return [line({ ...of, event: "endpoint-switched-off", detail: /\(([^)]{1,100})\)/.exec(what)?.[1] })];
  if (/^(?:UP|DRAIN)\b/.test(what)) return [line({ ...of, event: "endpoint-enabled" })];
  if (what.startsWith("stopping"))
    return [line({ ...of, event: "endpoint-disabled", detail: "it asks for no new requests" })];
  // what was down before, and is so still
  if (!what.startsWith("DOWN") || /^DOWN(?:\/\w+)? \(/.test(what)) return [];
  const via = /^DOWN via (\S{1,200}?)\.? /.exec(`${what} `)?.[1];
  const reason = reasonIn(what);
  const down = line({
    ...of,
    event: "endpoint-disabled",
    detail: via === undefined ? undefined : `with ${via}`,
  });
  return reason === undefined ? [down] : [down, line({ ...of, event: "check-failed", ...reason })];
}

/** Codes of a DNS server, and 110 for silence, as other gateways log them. */
const DNS_CODES: ReadonlyMap<string, number> = new Map([
  ["NX", 3],
  ["No IP for server", 3],
  ["refused", 5],
  ["timeout", 110],
]);

function aboutCheck([, upstream, peer, how, rest = ""]: RegExpExecArray, level: string): readonly LogLine[] {
  if (how !== "failed") return [];
  return [line({ upstream, peer, level, event: "check-failed", ...reasonIn(rest) })];
}

/** The failure in a word, and the status or the words that HAProxy adds. */
function reasonIn(text: string): Pick<LogLine, "detail" | "errno"> | undefined {
  const [, reason = "", code, info] = REASON.exec(text) ?? [];
  const failed = checkFailure(reason, info);
  if (failed === undefined) return undefined;
  const words = [failed.failure, code, info].filter((one) => one !== undefined && one !== "");
  return { detail: words.join(": ").slice(0, MAX_DETAIL), errno: failed.errno };
}

const SENTENCES: readonly (readonly [RegExp, LogWord])[] = [
  [/^Connect\(\) failed for backend (?<upstream>\S+): no free ports/, "ports-exhausted"],
  [/^Connect\(\) failed for backend (?<upstream>\S+): local address already in use/, "ports-exhausted"],
  [/^Connect\(\) failed for backend (?<upstream>\S+): can't bind to source address/, "source-bind-failed"],
  [
    /^Cannot bind to (?:tproxy )?source address before connect\(\) for backend (?<upstream>[^\s.]+)/,
    "source-bind-failed",
  ],
  [/^Proxy (?<upstream>\S+) reached (?:process|system) FD limit/, "files-exhausted"],
  [/^Proxy (?<upstream>\S+) reached system memory limit/, "memory-exhausted"],
  [/^Proxy (?<upstream>\S+) reached the configured maximum connection limit/, "connections-exhausted"],
  // its life: what a start or a reload is refused for stands in the journal
  [/could not resolve address '(?<detail>[^']+)'/, "config-host-not-found"],
  [/cannot bind (?:UNIX )?socket(?: \([^)]*\))? (?:for )?\[(?<detail>[^\]]+)\]/, "bind-failed"],
  [/parsing \[(?<detail>[^\]]+:\d+)\] ?: /, "config-refused"],
  [
    /exited with code \d+ \((?<detail>Segmentation fault|Aborted|Killed|Bus error|Illegal instruction)\)/,
    "worker-killed",
  ],
  [/^Reexecuting Master process|^Reloading HAProxy/, "reload-requested"],
  [/^(?:New worker|Loading success|Proxy \S+ started)/, "workers-started"],
  [/^All workers exited|^Exiting Master process/, "stopped"],
];
