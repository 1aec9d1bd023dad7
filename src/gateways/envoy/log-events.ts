import { type LogLine, type LogWord, repeatable } from "../../model/log-grammar.ts";
import { isServerError } from "../../model/server-error.ts";
import type { Fields } from "./log-fields.ts";
import { BY_FLAG, GATEWAY_MADE, SHORT } from "./log-flags.ts";
import { connectReason } from "./log-reasons.ts";

/**
 * What one line of an access log says: the status that the client got, and for answers that Envoy made by itself what made
 * it. Several flags are parted by commas; a retry that was given up (URX) stands beside the flag of the last try.
 */
export function linesOf(fields: Fields): readonly LogLine[] {
  const flags = flagsIn(value(fields, "flags"));
  const peer = value(fields, "peer");
  const upstream = value(fields, "cluster");
  const status = Number(value(fields, "status") ?? 0);
  const base = {
    level: "access",
    peer,
    upstream,
    ...repeatable(value(fields, "method")),
    ...durationOf(fields, flags, status),
  };
  const lines: LogLine[] = [];
  if (Number.isInteger(status) && status >= 100 && status <= 599)
    lines.push({
      ...base,
      event: `access-${status}`,
      errno: undefined,
      detail: whose(status, flags, fields),
    });
  for (const flag of flags) {
    const said = saidBy(flag, fields);
    if (said !== undefined)
      lines.push({ ...base, ...said, ...(said.event === "no-live-upstreams" && { peer: upstream }) });
  }
  return lines;
}

/** How long a request took that failed or that something ended, in milliseconds. */
function durationOf(fields: Fields, flags: readonly string[], status: number): Pick<LogLine, "durationMs"> {
  const text = value(fields, "duration");
  const isTold = flags.length > 0 || isServerError(status);
  return isTold && text !== undefined && /^\d{1,9}$/.test(text) ? { durationMs: Number(text) } : {};
}

function value(fields: Fields, name: Parameters<Fields["get"]>[0]): string | undefined {
  const text = fields.get(name);
  return text === undefined || text === "" || text === "-" ? undefined : text;
}

function flagsIn(text: string | undefined): readonly string[] {
  return (text ?? "").split(",").flatMap((flag) => {
    const name = flag.trim();
    return name === "" ? [] : [SHORT.get(name) ?? name];
  });
}

/** "upstream" where the endpoint sent the status, "gateway" where Envoy made it up; undefined where the line does not tell. */
function whose(status: number, flags: readonly string[], fields: Fields): string | undefined {
  if (!isServerError(status)) return undefined;
  const details = value(fields, "details");
  if (details === "via_upstream") return "upstream";
  if (flags.some((flag) => GATEWAY_MADE.has(flag))) return "gateway";
  return details === undefined ? (value(fields, "peer") === undefined ? undefined : "upstream") : "gateway";
}

function saidBy(flag: string, fields: Fields): Pick<LogLine, "event" | "errno" | "detail"> | undefined {
  const details = value(fields, "details") ?? "";
  const failure = value(fields, "failure");
  if (flag === "UF") return connectReason(failure ?? details);
  if (flag === "UAEX") {
    // a refusal is what such a service is for
    return details.includes("ext_authz_error") || details.includes("ext_proc_error")
      ? plain("authorization-failed", details)
      : undefined;
  }
  // a limit that answers 429 is told apart from a dead upstream, as it was meant to be
  if (flag === "RL" && value(fields, "status") === "429") return undefined;
  if (flag === "UC" && details.startsWith("upstream_reset_after_response_started"))
    return plain("closed-in-body", undefined);
  const event = BY_FLAG.get(flag);
  if (event === undefined) return undefined;
  return plain(
    event,
    event === "no-route" || event === "answer-malformed" ? details || undefined : undefined,
  );
}

function plain(event: LogWord, detail: string | undefined): Pick<LogLine, "event" | "errno" | "detail"> {
  return { event, errno: undefined, detail: detail?.slice(0, 120) };
}
