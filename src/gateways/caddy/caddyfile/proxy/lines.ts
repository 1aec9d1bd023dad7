import { dispense } from "../dispenser.ts";
import { byteCount, wholeNumber } from "../go-values.ts";
import { addHeaderChange } from "../header-ops.ts";
import { listIn, mapIn, number, put, putAlways, text } from "../json.ts";
import { nestedMatchers } from "../matchers/index.ts";
import { addRanges } from "../matchers/matcher.ts";
import { type Modules, readModule } from "../module.ts";
import { defineResponseMatcher } from "../response-matchers.ts";
import {
  bareFlag,
  duration,
  durationOf,
  integer,
  type Subdirective,
  type Subdirectives,
  under,
} from "../subdirectives.ts";
import { readSource } from "./dynamic.ts";
import { HEALTH } from "./health.ts";
import type { ProxyDraft } from "./proxy-draft.ts";
import { replaceStatus } from "./response-blocks.ts";
import { readPolicy } from "./selection.ts";
import { fastcgiTransport } from "./transport-fastcgi.ts";
import { httpTransport } from "./transport-http.ts";
import { addUpstream } from "./upstreams.ts";

type Line = Subdirective<ProxyDraft>;

/** A line that only says something of the handler. */
function plain(read: Subdirective): Line {
  return (d, proxy, helper) => read(d, proxy.json, helper);
}

const to: Line = (d, proxy, helper) => {
  const words = d.remaining();
  if (words.length === 0) d.wrongCount();
  for (const word of words) addUpstream(d, proxy, word, helper);
};

const dynamic: Line = (d, { json }, helper) => {
  d.argument();
  putAlways(json, "dynamic_upstreams", readSource(d, helper));
};

const policy: Line = (d, { json }, helper) => {
  const name = d.argument();
  const balancing = mapIn(json, "load_balancing", name);
  if (balancing.fields.has("selection_policy")) d.refuse("load balancing selection policy already specified");
  putAlways(balancing, "selection_policy", readPolicy(d, helper));
};

const retryMatch: Line = (d, { json }, helper) => {
  const at = d.token();
  const matchers = nestedMatchers(d, helper);
  listIn(mapIn(json, "load_balancing", at), "retry_match", at).items.push(matchers);
};

/** A duration, or a number of nanoseconds: -1 has a meaning of its own. */
function durationOrNumber(key: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    const plainNumber = wholeNumber(value.text);
    put(into, key, number(value, plainNumber ?? durationOf(d, "bad duration value")));
  };
}

function buffer(key: string): Subdirective {
  return (d, into, { run }) => {
    const value = d.argument();
    const isUnlimited = value.text === "unlimited" && run.since("2.7.5");
    const bytes = isUnlimited ? -1 : byteCount(value.text);
    put(into, key, number(value, bytes ?? d.refuse(`invalid byte size '${value.text}'`)));
    if (d.nextArg()) d.wrongCount();
  };
}

const trustedProxies: Subdirective = (d, into) => addRanges(into, "trusted_proxies", d.remaining());

function headerLine(side: "request" | "response"): Line {
  return (d, { json }) => {
    const at = d.token();
    const ops = mapIn(mapIn(json, "headers", at), side, at);
    const [field, value, replacement, ...more] = d.remaining();
    if (field === undefined || more.length > 0) return d.wrongCount();
    addHeaderChange(d, ops, { field, value, replacement }, false);
  };
}

function rewriteLine(key: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    put(into, key, text(value, value.text));
    if (d.nextArg()) d.wrongCount();
  };
}

const TRANSPORTS: Modules = { fastcgi: fastcgiTransport, http: httpTransport };

const transport: Line = (d, proxy, helper) => {
  const at = d.argument();
  if (proxy.transport !== undefined) d.refuse("transport already specified");
  const kind = { key: "protocol", namespace: "http.reverse_proxy.transport", modules: TRANSPORTS };
  proxy.transport = { at, name: at.text, json: readModule(d, helper, kind) };
};

const handleResponse: Line = (d, { responses }) => {
  responses.blocks.push(dispense(d.segment()));
};

const BALANCING: Subdirectives = {
  lb_retries: integer("retries", "bad lb_retries number"),
  lb_try_duration: duration("try_duration"),
  lb_try_interval: duration("try_interval", "bad interval value"),
};

const PLAIN: Subdirectives = {
  ...HEALTH,
  ...Object.fromEntries(
    Object.entries(BALANCING).map(([name, read]) => [name, under(["load_balancing"], read)]),
  ),
  flush_interval: durationOrNumber("flush_interval"),
  request_buffers: buffer("request_buffers"),
  response_buffers: buffer("response_buffers"),
  stream_buffer_size: buffer("stream_buffer_size"),
  stream_timeout: durationOrNumber("stream_timeout"),
  stream_close_delay: durationOrNumber("stream_close_delay"),
  trusted_proxies: trustedProxies,
  method: under(["rewrite"], rewriteLine("method")),
  rewrite: under(["rewrite"], rewriteLine("uri")),
  verbose_logs: bareFlag("verbose_logs"),
  // until Caddy 2.7
  buffer_requests: bareFlag("buffer_requests"),
  buffer_responses: bareFlag("buffer_responses"),
  max_buffer_size: buffer("max_buffer_size"),
};

export const LINES: Subdirectives<ProxyDraft> = {
  ...Object.fromEntries(Object.entries(PLAIN).map(([name, read]) => [name, plain(read)])),
  to,
  dynamic,
  lb_policy: policy,
  lb_retry_match: retryMatch,
  header_up: headerLine("request"),
  header_down: headerLine("response"),
  transport,
  handle_response: handleResponse,
  replace_status: (d, { responses }) => replaceStatus(d, responses),
};

/** A line that no table has: a matcher for answers, or a mistake. */
export const lineOf: Line = (d, proxy, helper) => {
  const name = d.value();
  if (!name.startsWith("@")) return d.refuse(`unrecognized subdirective ${name}`);
  defineResponseMatcher(dispense(d.segment()), proxy.responses.matchers, helper);
};
