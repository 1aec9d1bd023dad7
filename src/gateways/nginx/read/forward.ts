import type { Forward, HttpVersion } from "../../../model/forward.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import { defaultHttpVersion, PAGE_BYTES } from "../defaults.ts";
import { isAtLeast } from "../version.ts";
import { readHeaders } from "./headers.ts";
import type { PassSite } from "./locations.ts";
import type { PassContext } from "./pass-context.ts";
import { readPath } from "./path.ts";
import { readRetry, readStreamRetry } from "./retry.ts";
import { flagSetting, refuse, scalar, sizeSetting, textSetting } from "./settings.ts";
import { readStreamTimeouts, readTimeouts } from "./timeouts.ts";
import { readTls, reportMissingTrust } from "./tls.ts";

/** How an HTTP location asks its upstream. */
export function readForward(context: PassContext, site: PassSite, upstream: string): Forward {
  const { kind, actsOn, scheme } = context;
  const { names, protocol } = kind;
  // only modules whose pass knows a scheme with TLS have these settings
  const mayHaveTls = kind.schemes.some((known) => known.hasTls);
  if (mayHaveTls && (scheme.hasTls || context.hasVariables)) reportMissingTrust(context);
  const buffers = protocol !== "grpc" && protocol !== "memcached";
  const { host, ...headers } = readHeaders(context);
  return {
    upstream,
    protocol,
    httpVersion: httpVersion(context),
    host,
    ...headers,
    method: textSetting(context, names.method),
    path: readPath(context, site),
    tls: scheme.hasTls ? readTls(context) : undefined,
    timeouts: readTimeouts(context),
    retry: readRetry(context),
    responseHeaderBytes: sizeSetting(context, names.bufferSize, PAGE_BYTES),
    buffersResponse: buffers ? flagSetting(context, names.buffering, true) : assumed(false, actsOn),
    sourceAddress: sourceAddress(context),
    proxyProtocol: assumed(0, actsOn),
    location: actsOn,
  };
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
  const word = line?.words[0];
  if (line === undefined || word === undefined) return otherwise;
  const value = httpVersionOf(word.text, context);
  if (value === undefined) refuse(context, line, `invalid value "${word.text}"`);
  return written(value ?? otherwise.value, word.location);
}

function sourceAddress(context: PassContext): Forward["sourceAddress"] {
  const bind = textSetting(context, context.kind.names.bind);
  return bind?.value === "off" ? undefined : bind;
}
