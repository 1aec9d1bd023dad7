import type { Forward, HeaderSetting, Template } from "../../../model/forward.ts";
import { assumed, type Location, type Setting } from "../../../model/source.ts";
import type { Value } from "../../../text/tree.ts";
import { dig, get, textSetting } from "../fields.ts";
import { lacks, type Reading } from "../reading.ts";
import { fastcgiParams } from "./fastcgi.ts";
import { afterHeaders } from "./headers.ts";
import { readRetry } from "./retry.ts";
import { afterRewrite } from "./rewrite.ts";
import type { Transport } from "./transport.ts";
import type { Way } from "./way.ts";

/** How requests that come this way are passed on by a `reverse_proxy` handler. */
export function readForward(
  handler: Value,
  way: Way,
  upstream: string,
  transport: Transport,
  at: Location,
  reading: Reading,
): Forward {
  const isFastCgi = transport.protocol === "fastcgi";
  const rewrite = get(handler, "rewrite");
  const path = rewrite === undefined ? way.rewrite : afterRewrite(way.rewrite, rewrite);
  const before = { headers: [...own(transport, at), ...way.headers], host: way.host };
  const { headers, host } = afterHeaders(before, dig(handler, "headers", "request"));
  return {
    upstream,
    protocol: transport.protocol,
    httpVersion: transport.httpVersion,
    ...(transport.followsAlpn && { followsAlpn: true }),
    host: host ?? defaultHost(transport, at, reading),
    headers: isFastCgi ? [...fastcgiParams(transport.value, way, at), ...headers.map(asParam)] : headers,
    method: textSetting(rewrite, "method"),
    // php gets the path as the client sent it
    path: isFastCgi
      ? assumed({ kind: "unchanged" }, at)
      : path.location.file === ""
        ? { ...path, location: at }
        : path,
    tls: transport.tls,
    timeouts: transport.timeouts,
    retry: readRetry(handler, at),
    responseHeaderBytes: transport.responseHeaderBytes,
    buffersResponse: assumed(get(handler, "response_buffers") !== undefined, at),
    sourceAddress: transport.sourceAddress,
    proxyProtocol: transport.proxyProtocol,
    location: at,
  };
}

/** The client's Host; over TLS the place that is dialled since 2.11.0 (httptransport.go, `RequestHeaderOps`). */
function defaultHost({ tls }: Transport, at: Location, reading: Reading): Setting<Template> {
  return tls === undefined || lacks(reading, "2.11.0")
    ? assumed([{ kind: "request-host", raw: "{http.request.hostport}" }], at)
    : assumed([{ kind: "endpoint-place", raw: "{http.reverse_proxy.upstream.hostport}" }], at);
}

/** What Caddy adds by itself (reverseproxy.go, `addForwardedHeaders`); connections are kept, which needs no word in HTTP/1.1. */
function own({ protocol }: Transport, location: Location): readonly HeaderSetting[] {
  const kept: HeaderSetting = { name: "Connection", value: [], location };
  return [
    ...(protocol === "http" ? [kept] : []),
    {
      name: "X-Forwarded-For",
      value: [{ kind: "client-address", raw: "{http.request.remote.host}" }],
      location,
    },
    { name: "X-Forwarded-Proto", value: [{ kind: "scheme", raw: "{http.request.scheme}" }], location },
    {
      name: "X-Forwarded-Host",
      value: [{ kind: "request-host", raw: "{http.request.hostport}" }],
      location,
    },
  ];
}

function asParam(header: HeaderSetting): HeaderSetting {
  return { ...header, name: `HTTP_${header.name.toUpperCase().replace(/[ -]/g, "_")}` };
}
