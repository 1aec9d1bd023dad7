import type { Asked, LogLine, LogWord } from "../../model/log-grammar.ts";
import { text as textField } from "./fields.ts";
import { checkFailureOf, readGoError } from "./go-error.ts";
import { type CaddyLine, fieldsOf } from "./log-line.ts";

const MAX_DETAIL = 120;

type Given = Pick<LogLine, "event" | "level"> & Partial<LogLine>;

function made({ event, level, peer, upstream, errno, detail }: Given): LogLine {
  return { event, level, peer, upstream, errno, detail: detail?.slice(0, MAX_DETAIL) };
}

/** What a line says that is not about a request alone (reverseproxy/*.go, admin.go, caddy.go; 2.6.2 to 2.11). */
export function eventsOf(line: CaddyLine): readonly LogLine[] {
  const { logger } = line;
  if (logger.startsWith("http.log.error")) return aboutRequest(line);
  if (logger.includes("health_checker")) return aboutCheck(line);
  if (/reverse_proxy/.test(logger)) return aboutProxy(line);
  return aboutItself(line);
}

/** The error that a request ended with is the message itself (caddyhttp/server.go, `errorLogger`). */
function aboutRequest(line: CaddyLine): readonly LogLine[] {
  const { level, message } = line;
  const isEmpty = message === "no upstreams available";
  const said = isEmpty ? ({ event: "no-live-upstreams" } as const) : readGoError(message);
  if (said === undefined) return [];
  const asked = askedFor(line);
  const one = { ...made({ ...said, level }), ...(asked !== undefined && { asked }) };
  return [isUnrepeatable(line) ? { ...one, isUnrepeatable: true } : one];
}

/** What the request of a line asks for. */
function askedFor({ json }: CaddyLine): Asked | undefined {
  const host = /"host":"(\[[0-9a-fA-F:.]{2,45}\]|[^"\\:]{0,255})(?::\d{1,5})?"/.exec(json)?.[1];
  const path = /"uri":"(\/[^"\\?]{0,2000})[?"]/.exec(json)?.[1];
  return host === undefined || path === undefined ? undefined : { host: host.toLowerCase(), path };
}

/** Whether the client's method is one that uhc never sends. */
export function isUnrepeatable({ json }: CaddyLine): boolean {
  const method = /"method":"([A-Z]{1,20})"/.exec(json)?.[1];
  return method !== undefined && !/^(?:GET|HEAD|OPTIONS)$/.test(method);
}

/** Checks write their failures at level info. */
function aboutCheck(line: CaddyLine): readonly LogLine[] {
  const { level, message } = line;
  const fields = fieldsOf(line);
  const peer = textField(fields, "host");
  if (message === "host is up") return [made({ event: "endpoint-enabled", level, peer })];
  const why = failureOf(message, textField(fields, "error"), textField(fields, "status_code"));
  if (why === undefined) return [];
  return [
    made({ event: "check-failed", level, peer, ...why }),
    made({ event: "endpoint-disabled", level, peer }),
  ];
}

function failureOf(
  message: string,
  error: string | undefined,
  status: string | undefined,
): Pick<LogLine, "detail" | "errno"> | undefined {
  if (message === "unexpected status code" || message === "status code out of tolerances")
    return { detail: `status-wrong: ${status ?? ""}`, errno: undefined };
  if (message === "response body failed expectations")
    return { detail: "answer-invalid: body", errno: undefined };
  if (message === "failed to read response body") return { detail: "answer-invalid", errno: undefined };
  if (message !== "HTTP request failed") return undefined;
  const said = readGoError(error ?? "");
  const failure = said === undefined ? undefined : checkFailureOf(said.event);
  return { detail: failure ?? error?.slice(0, MAX_DETAIL), errno: said?.errno };
}

function aboutProxy(line: CaddyLine): readonly LogLine[] {
  const { level, message } = line;
  const fields = fieldsOf(line);
  const error = textField(fields, "error") ?? "";
  if (message === "aborting with incomplete response") {
    const said = readGoError(error)?.event;
    if (said === "client-closed") return [made({ event: said, level })];
    const event: LogWord =
      said === "reset-before-header"
        ? "reset-in-body"
        : said === "read-timeout"
          ? "body-timeout"
          : "closed-in-body";
    return [made({ event, level, upstream: textField(fields, "upstream") })];
  }
  const isSource = /^failed getting dynamic upstreams|^upstream source returned error/.test(message);
  const said = isSource ? readGoError(error) : undefined;
  return said === undefined ? [] : [made({ ...said, level })];
}

/** Its life: what a start or a reload is refused for, and how it went on. */
function aboutItself({ level, logger, message, json }: CaddyLine): readonly LogLine[] {
  const life = LIFE.find(([sentence]) => sentence.test(message))?.[1];
  if (life !== undefined) return [made({ event: life, level })];
  if (logger !== "admin.api" || message !== "request error") return [];
  const error = textField(fieldsOf({ stamp: undefined, level, logger, message, json }), "error") ?? "";
  if (!/^loading (?:new )?config/.test(error)) return [];
  return [refusalOf(error, level)];
}

const LIFE: readonly (readonly [RegExp, LogWord])[] = [
  [/^load complete$|^serving initial configuration$/, "workers-started"],
  [/^exiting; byeee!!|^shutdown complete$/, "stopped"],
];

/** Why a config was not loaded. */
export function refusalOf(error: string, level: string): LogLine {
  const bound = /listen \w+ (\S+): bind: /.exec(error)?.[1];
  if (bound !== undefined) return made({ event: "bind-failed", level, detail: bound });
  const reason = error.replace(/^(?:loading (?:initial |new )?config(?:uration)?: )+/, "");
  return made({ event: "config-refused", level, detail: reason });
}
