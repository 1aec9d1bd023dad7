import type { Forward, HttpVersion } from "../../../model/forward.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import { defaultHttpVersion, PAGE_BYTES } from "../defaults.ts";
import { isAtLeast } from "../version.ts";
import { readHeaders, readLostHeaders } from "./headers.ts";
import type { PassSite } from "./locations.ts";
import type { PassContext } from "./pass-context.ts";
import { readPath, reportUri } from "./path.ts";
import { readRetry, readStreamRetry } from "./retry.ts";
import { flagSetting, refuse, scalar, sizeSetting, textSetting } from "./settings.ts";
import { readStreamTimeouts, readTimeouts } from "./timeouts.ts";
import { readTls, reportMissingTrust } from "./tls.ts";

/**
 * How an HTTP location asks its upstream. Each part is read when it is asked for: thousands of locations have dozens of
 * settings each. What several checks ask for is kept, most is not.
 */
export function readForward(context: PassContext, site: PassSite, upstream: string): Forward {
  reportForward(context, site);
  const view: ForwardView = Object.create(forwardPrototype);
  view.upstream = upstream;
  view.protocol = context.kind.protocol;
  view.location = context.actsOn;
  view[SITE] = {
    context,
    site,
    sent: undefined,
    httpVersion: undefined,
    path: undefined,
    retry: undefined,
    timeouts: undefined,
  };
  return view;
}

const SITE = Symbol("site");

interface ForwardView extends Forward {
  upstream: string;
  protocol: Forward["protocol"];
  location: Forward["location"];
  [SITE]: {
    readonly context: PassContext;
    readonly site: PassSite;
    sent: Pick<Forward, "host" | "headers"> | undefined;
    httpVersion: Forward["httpVersion"] | undefined;
    path: Forward["path"] | undefined;
    retry: Forward["retry"] | undefined;
    timeouts: Forward["timeouts"] | undefined;
  };
}

type LaterRead = Omit<Forward, "upstream" | "protocol" | "location">;

const forwardPrototype: LaterRead & ThisType<ForwardView> = {
  get httpVersion() {
    this[SITE].httpVersion ??= httpVersion(this[SITE].context);
    return this[SITE].httpVersion;
  },
  get host() {
    this[SITE].sent ??= readHeaders(this[SITE].context);
    return this[SITE].sent.host;
  },
  get headers() {
    this[SITE].sent ??= readHeaders(this[SITE].context);
    return this[SITE].sent.headers;
  },
  get lostHeaders() {
    return readLostHeaders(this[SITE].context);
  },
  get method() {
    const { context } = this[SITE];
    return textSetting(context, context.kind.names.method);
  },
  get path() {
    this[SITE].path ??= readPath(this[SITE].context, this[SITE].site);
    return this[SITE].path;
  },
  get tls() {
    const { context } = this[SITE];
    return context.scheme.hasTls ? readTls(context) : undefined;
  },
  get timeouts() {
    this[SITE].timeouts ??= readTimeouts(this[SITE].context);
    return this[SITE].timeouts;
  },
  get retry() {
    this[SITE].retry ??= readRetry(this[SITE].context);
    return this[SITE].retry;
  },
  get responseHeaderBytes() {
    const { context } = this[SITE];
    return sizeSetting(context, context.kind.names.bufferSize, PAGE_BYTES);
  },
  get buffersResponse() {
    const { context } = this[SITE];
    const { names, protocol } = context.kind;
    const buffers = protocol !== "grpc" && protocol !== "memcached";
    return buffers ? flagSetting(context, names.buffering, true) : assumed(false, context.actsOn);
  },
  get sourceAddress() {
    return sourceAddress(this[SITE].context);
  },
  get proxyProtocol() {
    return assumed<0 | 1 | 2>(0, this[SITE].context.actsOn);
  },
};

/** What nginx refuses of a pass as a whole. What it refuses of a single line, the table of directives knows. */
function reportForward(context: PassContext, site: PassSite): void {
  const { kind, scheme } = context;
  if (context.uri !== "" && !context.hasVariables) reportUri(context, site);
  if (scheme.hasTls) readTls(context);
  // only modules whose pass knows a scheme with TLS have these settings
  const mayHaveTls = kind.schemes.some((known) => known.hasTls);
  if (mayHaveTls && (scheme.hasTls || context.hasVariables)) reportMissingTrust(context);
}

/** How a stream server passes bytes on. There is no request, so what shapes one stands at its plainest. */
export function readStreamForward(context: PassContext, upstream: string): Forward {
  const { actsOn, kind } = context;
  const hasTls = flagSetting(context, "proxy_ssl", false).value;
  if (hasTls) reportMissingTrust(context);
  const sendsProxyHeader = flagSetting(context, "proxy_protocol", false);
  return {
    upstream,
    protocol: kind.protocol,
    httpVersion: assumed("1.1", actsOn),
    host: assumed([], actsOn),
    headers: [],
    method: undefined,
    path: assumed({ kind: "unchanged" }, actsOn),
    tls: hasTls ? readTls(context) : undefined,
    timeouts: readStreamTimeouts(context),
    retry: readStreamRetry(context),
    responseHeaderBytes: assumed(0, actsOn),
    buffersResponse: assumed(false, actsOn),
    sourceAddress: sourceAddress(context),
    // nginx writes version 1, the text form (ngx_proxy_protocol_write)
    proxyProtocol: { ...sendsProxyHeader, value: sendsProxyHeader.value ? 1 : 0 },
    location: actsOn,
  };
}

/** 1.0 and 1.1; 2 since 1.29.4 (CHANGES). */
function httpVersionOf(text: string, { reading }: PassContext): HttpVersion | undefined {
  const knowsTwo = !reading.knowsVersion || isAtLeast(reading.version, "1.29.4");
  if (text === "2") return knowsTwo ? text : undefined;
  return text === "1.0" || text === "1.1" ? text : undefined;
}

function httpVersion(context: PassContext): Setting<HttpVersion> {
  if (context.kind.protocol === "grpc") return assumed("2", context.actsOn);
  const otherwise = assumed(defaultHttpVersion(context.reading.version), context.actsOn);
  const line = context.kind.protocol === "http" ? scalar(context, "proxy_http_version") : undefined;
  const word = line?.word(0);
  if (line === undefined || word === undefined) return otherwise;
  const value = httpVersionOf(word.text, context);
  if (value === undefined) refuse(context, line, `invalid value "${word.text}"`);
  return written(value ?? otherwise.value, word.location);
}

function sourceAddress(context: PassContext): Forward["sourceAddress"] {
  const bind = textSetting(context, context.kind.names.bind);
  return bind?.value === "off" ? undefined : bind;
}
