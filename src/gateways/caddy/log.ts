import type { LogGrammar, LogLine, LogReader, OpenLine } from "../../model/log-grammar.ts";
import { eventsOf, isUnrepeatable, refusalOf } from "./log-events.ts";
import { type CaddyLine, splitLine } from "./log-line.ts";

/** What `caddy run` prints when it does not start (cmd/commandfuncs.go); it is no line of the log. */
const START_FAILED = /^(?:run|Error): (loading initial config: .*)$/s;

function textOf(line: Uint8Array): string {
  return Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString("latin1");
}

/** Names of Caddy's loggers begin with a module's namespace (caddy.Context.Logger): others who log with zap have other ones. */
const OWN_LOGGERS = /^(?:http|tls|admin|pki|events|caddy|dynamic_dns|layer4|docker-proxy|watcher)(?:\.|$)/;
/** What it says before any module has a logger (caddy.go, cmd/main.go, cmd/commandfuncs.go). */
const OWN_MESSAGES =
  /^(?:using (?:provided configuration|config from file|adjacent Caddyfile)|serving initial configuration|autosaved config|shutting down apps, then terminating|shutdown complete|exiting; byeee!!|adapted config to JSON|Caddyfile input is not formatted|config is unchanged|redirected default logger)/;

/** Any log of Caddy may hold what it says itself and the requests of clients together. */
const reader: LogReader = {
  isOwn: (bytes) => {
    const text = textOf(bytes);
    const line = splitLine(text);
    if (line === undefined) return START_FAILED.test(text);
    return line.logger === "" ? OWN_MESSAGES.test(line.message) : OWN_LOGGERS.test(line.logger);
  },
  stamp: (bytes) => splitLine(textOf(bytes))?.stamp,
  open: (bytes): OpenLine | undefined => {
    const text = textOf(bytes);
    const failed = START_FAILED.exec(text)?.[1];
    if (failed !== undefined) return { stamp: undefined, text, said: () => [refusalOf(failed, "error")] };
    const line = splitLine(text);
    if (line === undefined) return undefined;
    const said = line.logger.startsWith("http.log.access") ? () => requestOf(line) : () => eventsOf(line);
    return { stamp: line.stamp, text, said };
  },
};

const STATUS = /"status":(\d{3})[,}]/;
const DURATION = /"duration":([\d.e+-]{1,30})[,}]/;

/** `handled request` with what the client got. Upstreams date their answers, Caddy's own errors stand there without. */
function requestOf(line: CaddyLine): readonly LogLine[] {
  const { json } = line;
  const status = STATUS.exec(json)?.[1];
  if (status === undefined) return [];
  const seconds = Number(DURATION.exec(json)?.[1]);
  const headers = json.slice(json.indexOf('"resp_headers":'));
  const isFailure = status.startsWith("5");
  const isOwn = isFailure && !/"(?:Date|Content-Type)":/.test(headers);
  return [
    {
      event: `access-${Number(status)}`,
      level: "access",
      peer: undefined,
      upstream: undefined,
      errno: undefined,
      detail: isFailure ? (isOwn ? "gateway" : "upstream") : undefined,
      ...(isUnrepeatable(line) && { isUnrepeatable: true }),
      ...(Number.isFinite(seconds) && { durationMs: seconds * 1_000 }),
    },
  ];
}

/** How Caddy writes its logs. */
export const caddyLog: LogGrammar = { error: reader, access: () => reader };
