import type { LogReader, LogStamp, OpenLine } from "../../model/log-grammar.ts";
import { linesOf } from "./log-events.ts";
import { type FieldName, type Fields, fieldOf, textSplitter, USUAL_KEYS } from "./log-fields.ts";
import { isoStamp } from "./log-stamp.ts";

/** The format without a line that sets one (docs: access log, default format string). */
const DEFAULT =
  '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%"';
/** Istio's default, which is longer by the reasons of failures. */
const ISTIO =
  '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% "%UPSTREAM_TRANSPORT_FAILURE_REASON%" %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%" %UPSTREAM_CLUSTER% %UPSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% %REQUESTED_SERVER_NAME% %ROUTE_NAME%';

type Splitter = (line: string) => Fields | undefined;

/**
 * Reads an access log in the format that the config gives it: a text with command operators, or an object of JSON. Without
 * one, Envoy's own format, Istio's, and objects with the usual keys are told apart line by line.
 */
export function accessReader(format: string | undefined): LogReader {
  const split = splitterFor(format);
  const open = (line: Uint8Array): OpenLine | undefined => {
    const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString("latin1");
    const fields = split(text);
    return fields && { stamp: stampOf(fields), text, said: () => linesOf(fields) };
  };
  return { open, stamp: (line) => open(line)?.stamp };
}

function splitterFor(format: string | undefined): Splitter {
  if (format?.startsWith("{") === true) return jsonSplitter(keysOf(format));
  if (format !== undefined) return textSplitter(format);
  const [istio, plain, json] = [textSplitter(ISTIO), textSplitter(DEFAULT), jsonSplitter(USUAL_KEYS)];
  return (line) => {
    const start = line.indexOf("[");
    const brace = line.indexOf("{");
    // a container's runtime may put a stamp and a stream before each line
    if (brace >= 0 && (start < 0 || brace < start)) return json(line.slice(brace));
    return start < 0 ? undefined : (istio(line.slice(start)) ?? plain(line.slice(start)));
  };
}

/** Keys of a format in JSON → what they give. Nested objects are not followed: their fields are of no use here. */
function keysOf(format: string): ReadonlyMap<string, FieldName> {
  const keys = new Map<string, FieldName>();
  const parsed: unknown = safeParse(format);
  for (const [key, value] of Object.entries(typeof parsed === "object" && parsed !== null ? parsed : {})) {
    const operator = typeof value === "string" ? /^%(.+)%$/.exec(value)?.[1] : undefined;
    const field = operator === undefined ? undefined : fieldOf(operator);
    if (field !== undefined) keys.set(key, field);
  }
  return keys;
}

function jsonSplitter(keys: ReadonlyMap<string, FieldName>): Splitter {
  return (line) => {
    const at = line.indexOf("{");
    const parsed = at < 0 ? undefined : safeParse(line.slice(at));
    if (typeof parsed !== "object" || parsed === null) return undefined;
    const fields = new Map<FieldName, string>();
    for (const [key, value] of Object.entries(parsed)) {
      const field = keys.get(key);
      if (field !== undefined && (typeof value === "string" || typeof value === "number"))
        fields.set(field, String(value));
    }
    return fields.has("status") || fields.has("flags") ? fields : undefined;
  };
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** %START_TIME% without a format of its own is UTC, with milliseconds. */
function stampOf(fields: Fields): LogStamp | undefined {
  return isoStamp(fields.get("start") ?? "");
}
