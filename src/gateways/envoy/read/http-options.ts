import type { HttpVersion } from "../../../model/forward.ts";
import type { Location, Setting } from "../../../model/source.ts";
import { assumed, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { booleanOf, dig, entries, get, word } from "../message.ts";

const OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

/** How a cluster speaks HTTP. */
export interface HttpOptions {
  readonly version: Setting<HttpVersion>;
  /** Versions that its connections may come to by ALPN, the preferred one first. */
  readonly offers: readonly HttpVersion[];
  /** The version is that of the client's request. */
  readonly followsClient: boolean;
  readonly autoSni: Setting<boolean> | undefined;
  readonly autoSanValidation: Setting<boolean> | undefined;
  /** `common_http_protocol_options`: idle and stream limits. */
  readonly common: Value | undefined;
}

/**
 * The HTTP options of a cluster: in `typed_extension_protocol_options`, or in the fields of the cluster that were there
 * before (cluster.proto, http_protocol_options.proto). HTTP/1.1 where nothing is said.
 */
export function readHttpOptions(cluster: Value, actsOn: Location): HttpOptions {
  const typed = entries(get(cluster, "typed_extension_protocol_options")).find(
    ([name]) => name === OPTIONS,
  )?.[1];
  const holder = typed ?? cluster;
  const upstream = get(holder, "upstream_http_protocol_options");
  return {
    ...versionOf(cluster, typed, actsOn),
    autoSni: flag(upstream, "auto_sni"),
    autoSanValidation: flag(upstream, "auto_san_validation"),
    common: get(holder, "common_http_protocol_options"),
  };
}

type Versions = Pick<HttpOptions, "version" | "offers" | "followsClient">;

function versionOf(cluster: Value, typed: Value | undefined, actsOn: Location): Versions {
  const explicit = get(typed, "explicit_http_config");
  const two =
    get(explicit, "http2_protocol_options") ??
    (typed === undefined ? get(cluster, "http2_protocol_options") : undefined);
  const follows = get(typed, "use_downstream_protocol_config") ?? downstreamSelection(cluster);
  const auto = get(typed, "auto_config");
  if (auto !== undefined)
    return { version: written("2", locationOf(auto)), offers: ["2", "1.1"], followsClient: false };
  if (follows !== undefined)
    return { version: written("1.1", locationOf(follows)), offers: ["1.1"], followsClient: true };
  if (two !== undefined)
    return { version: written("2", locationOf(two)), offers: ["2"], followsClient: false };
  const one = dig(explicit, "http_protocol_options");
  return {
    version: one === undefined ? assumed("1.1", actsOn) : written("1.1", locationOf(one)),
    offers: ["1.1"],
    followsClient: false,
  };
}

function downstreamSelection(cluster: Value): Value | undefined {
  return word(cluster, "protocol_selection") === "USE_DOWNSTREAM_PROTOCOL"
    ? get(cluster, "protocol_selection")
    : undefined;
}

function flag(message: Value | undefined, name: string): Setting<boolean> | undefined {
  const value = get(message, name);
  const is = booleanOf(value);
  return value === undefined || is === undefined ? undefined : written(is, locationOf(value));
}

/** What the connection pool offers by ALPN where the TLS context says nothing (source/common/http/conn_pool_base.cc). */
export function offeredAlpn(offers: readonly HttpVersion[]): readonly string[] {
  return offers.map((version) => (version === "2" ? "h2" : "http/1.1"));
}
