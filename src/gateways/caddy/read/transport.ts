import type { Keepalive } from "../../../model/config.ts";
import type { Forward, HttpVersion, Timeouts, TlsSettings } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { durationSetting, get, numberSetting, text, textSetting, texts } from "../fields.ts";
import { lacks, type Reading, refuse } from "../reading.ts";
import { readTls } from "./tls.ts";

/** How a `reverse_proxy` handler speaks to its upstreams. */
export interface Transport {
  readonly protocol: "http" | "fastcgi";
  readonly httpVersion: Setting<HttpVersion>;
  readonly followsAlpn: boolean;
  readonly tls: TlsSettings | undefined;
  readonly timeouts: Timeouts;
  readonly keepalive: Keepalive | undefined;
  readonly proxyProtocol: Setting<0 | 1 | 2>;
  readonly responseHeaderBytes: Setting<number>;
  readonly sourceAddress: Setting<string> | undefined;
  /** What the config says of it; undefined where nothing is said. */
  readonly value: Value | undefined;
}

/** httptransport.go and fastcgi/fastcgi.go: "3s". */
const DIAL_MS = 3_000;
/** Nothing ends the wait where a timeout is absent; an hour stands for it. */
const UNLIMITED_MS = 3_600_000;
/** Go's net/http, `Transport.MaxResponseHeaderBytes`. */
const HEADER_BYTES = 10 << 20;
const IDLE_CONNECTIONS = 32;
const IDLE_MS = 120_000;

/** The `transport` of a handler; plaintext HTTP where it has none. */
export function readTransport(handler: Value, at: Location, reading: Reading): Transport {
  const value = get(handler, "transport");
  const protocol = text(value, "protocol") ?? "http";
  if (protocol !== "http" && protocol !== "fastcgi")
    reading.note(`the transport ${protocol} is not one of Caddy's own: it is taken for HTTP`);
  const isHttp = protocol !== "fastcgi";
  const { versions, version, alpn } = versionsOf(value, at, reading);
  const tlsValue = isHttp ? get(value, "tls") : undefined;
  const tls = tlsValue === undefined ? undefined : readTls(tlsValue, alpn, reading);
  const offersTwo = tls !== undefined && versions.includes("2");
  return {
    protocol: isHttp ? "http" : "fastcgi",
    httpVersion: offersTwo ? { ...version, value: "2" } : version,
    followsAlpn: offersTwo,
    tls,
    timeouts: readTimeouts(value, tlsValue, at),
    keepalive: isHttp ? readKeepalive(get(value, "keep_alive"), at) : undefined,
    proxyProtocol: readProxyProtocol(value, at, reading),
    responseHeaderBytes: numberSetting(value, "max_response_header_size") ?? assumed(HEADER_BYTES, at),
    sourceAddress: textSetting(value, "local_address"),
    value,
  };
}

/** `versions`, by default 1.1 and 2, of which the second needs TLS. `h2c` is HTTP/2 in plaintext, and then for all of it. */
function versionsOf(value: Value | undefined, at: Location, reading: Reading) {
  const written_ = get(value, "versions");
  const own = texts(value, "versions");
  const versions = own.length === 0 ? ["1.1", "2"] : own;
  const unknown = versions.find((version) => !["1.1", "2", "h2c", "3"].includes(version));
  if (unknown !== undefined && written_ !== undefined && !lacks(reading, "2.10.1"))
    refuse(reading, written_, `unsupported HTTP version: ${unknown}, supported version: 1.1, 2, h2c, 3`);
  const isPlainTwo = versions.includes("h2c") && get(value, "tls") === undefined;
  const number: HttpVersion = isPlainTwo ? "2" : "1.1";
  const version = written_ === undefined ? assumed(number, at) : written(number, locationOf(written_));
  return { versions, version, alpn: versions.includes("2") ? ["h2", "http/1.1"] : [] };
}

/**
 * `response_header_timeout` bounds the wait for the answer, `read_timeout` each pause in it (HTTP over TCP, and FastCGI):
 * the shorter one holds first.
 */
function readTimeouts(value: Value | undefined, tls: Value | undefined, at: Location): Timeouts {
  const header = durationSetting(value, "response_header_timeout");
  const read = durationSetting(value, "read_timeout");
  const limits = [header, read].filter((one) => one !== undefined).sort((a, b) => a.value - b.value);
  return {
    connectMs: durationSetting(value, "dial_timeout") ?? assumed(DIAL_MS, at),
    handshakeMs: durationSetting(tls, "handshake_timeout") ?? assumed(UNLIMITED_MS, at),
    sendIdleMs: durationSetting(value, "write_timeout"),
    readIdleMs: limits[0] ?? assumed(UNLIMITED_MS, at),
    requestMs: undefined,
  };
}

function readKeepalive(value: Value | undefined, at: Location): Keepalive | undefined {
  if (text(value, "enabled") === "false") return undefined;
  return {
    connections: numberSetting(value, "max_idle_conns_per_host") ?? assumed(IDLE_CONNECTIONS, at),
    idleMs: durationSetting(value, "idle_timeout") ?? assumed(IDLE_MS, at),
    // net/http's transport does (`shouldRetryRequest`)
    repeatsReads: true,
  };
}

function readProxyProtocol(
  value: Value | undefined,
  at: Location,
  reading: Reading,
): Forward["proxyProtocol"] {
  const own = textSetting(value, "proxy_protocol");
  if (own === undefined || lacks(reading, "2.7.0")) return assumed(0, at);
  if (own.value === "v1") return written(1, own.location);
  return own.value === "v2" ? written(2, own.location) : assumed(0, at);
}
