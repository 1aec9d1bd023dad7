import type {
  Forward,
  HeaderSetting,
  HttpVersion,
  PathRewrite,
  Template,
  TlsSettings,
  UpstreamProtocol,
} from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { get, numberOf } from "../message.ts";
import type { Reading } from "../reading.ts";
import type { Cluster } from "./cluster.ts";
import { offeredAlpn } from "./http-options.ts";
import { readTls } from "./tls.ts";

/** What a route adds to how its cluster is asked. */
export interface Asking {
  readonly reading: Reading;
  readonly protocol: UpstreamProtocol;
  readonly host: Setting<Template>;
  readonly headers: readonly HeaderSetting[];
  readonly path: Setting<PathRewrite>;
  readonly timeouts: Pick<Forward["timeouts"], "readIdleMs" | "requestMs">;
  readonly retry: Forward["retry"];
  readonly labels?: Forward["labels"];
  readonly mayAddLabels?: true;
  readonly share?: number | undefined;
  /** The line that names the cluster. */
  readonly location: Location;
}

/** `common_http_protocol_options.max_response_headers_kb`; Envoy takes 60 KiB (protocol.proto). */
const HEADER_BYTES = 60 * 1024;

/** How a route asks a cluster, from what both of them say. */
export function readForward(cluster: Cluster, asking: Asking): Forward {
  const { protocol, labels, share, location, ...rest } = asking;
  const { proxyProtocol } = cluster.transport;
  return {
    upstream: cluster.upstream.id,
    protocol,
    httpVersion: protocol === "grpc" ? assumed("2", location) : cluster.options.version,
    ...(protocol === "http" && cluster.options.offers.length > 1 && { followsAlpn: true }),
    host: rest.host,
    headers: rest.headers,
    method: undefined,
    path: rest.path,
    tls: tlsOf(cluster, asking),
    timeouts: {
      connectMs: cluster.connectMs,
      handshakeMs: cluster.connectMs,
      sendIdleMs: undefined,
      ...rest.timeouts,
    },
    retry: rest.retry,
    responseHeaderBytes: headerBytes(cluster, location),
    // what arrives is passed on at once
    buffersResponse: assumed(false, location),
    sourceAddress: cluster.sourceAddress,
    proxyProtocol,
    ...(labels !== undefined && { labels }),
    ...(rest.mayAddLabels === true && { mayAddLabels: true }),
    ...(share !== undefined && { share }),
    location,
  };
}

function tlsOf(
  { transport, options }: Cluster,
  { reading, host, protocol, location }: Asking,
): TlsSettings | undefined {
  if (transport.tls === undefined) return undefined;
  const isHttp = protocol === "http" || protocol === "grpc";
  const offers: readonly HttpVersion[] = protocol === "grpc" ? ["2"] : options.offers;
  const alpn = isHttp ? offeredAlpn(offers) : [];
  return readTls(transport.tls, { options, host: host.value, alpn, reading, actsOn: location });
}

function headerBytes({ options }: Cluster, location: Location): Setting<number> {
  const value: Value | undefined = get(options.common, "max_response_headers_kb");
  const kilobytes = numberOf(value);
  return value === undefined || kilobytes === undefined
    ? assumed(HEADER_BYTES, location)
    : written(kilobytes * 1024, locationOf(value));
}
