import type { HeaderSetting, HttpVersion, ServerName, TlsSettings } from "../../../model/forward.ts";
import type { HealthCheck, StatusRange } from "../../../model/health-check.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import type { Labels } from "../../../model/upstream-rules.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import {
  booleanOf,
  dig,
  durationSetting,
  get,
  list,
  numberOf,
  numberSetting,
  text,
  textSetting,
} from "../message.ts";
import { type Reading, refuse } from "../reading.ts";
import { readHeaderList } from "./headers.ts";
import { labelsIn } from "./labels.ts";

/** What Envoy's own checker calls itself (Http::Headers UserAgentValues.EnvoyHealthChecker). */
const USER_AGENT = "Envoy/HC";
/** 200 alone, where the check names no statuses. */
const SUCCESS: readonly StatusRange[] = [{ from: 200, to: 200 }];
const METHODS = [
  "METHOD_UNSPECIFIED",
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "DELETE",
  "CONNECT",
  "OPTIONS",
  "TRACE",
  "PATCH",
];

export interface CheckContext {
  readonly reading: Reading;
  readonly cluster: string;
  /** ALPN of the cluster's TLS context: what the pool would offer by itself is not offered by checks. */
  readonly alpn: Setting<readonly string[]> | undefined;
  /** Where the name of handshakes comes from requests (`auto_sni`): checks send what the context says, or none. */
  readonly serverName: Setting<ServerName> | undefined;
  /** How endpoints with these labels are spoken to, where a check chooses its own transport. */
  readonly tlsFor: (labels: Labels) => TlsSettings | "none";
}

/**
 * Reads the health check of a cluster: Envoy takes no more than one (core/v3/health_check.proto). Its Host is the check's own, else the cluster's
 * name (HealthCheckerFactory::getHostname); what an endpoint says of itself goes before both and stands with the endpoint.
 */
export function readHealthCheck(cluster: Value, context: CheckContext): HealthCheck | undefined {
  const [check, other] = list(cluster, "health_checks");
  if (check === undefined) return undefined;
  // ClusterFactoryImplBase::create (source/common/upstream/cluster_factory_impl.cc)
  if (other !== undefined)
    refuse(context.reading, other, "Multiple health checks not supported", context.cluster);
  const location = locationOf(check);
  refuseMissingFields(check, context);
  const http = get(check, "http_health_check");
  const grpc = get(check, "grpc_health_check");
  const timeout = durationSetting(check, "timeout", 0, location);
  return {
    protocol: http !== undefined ? "http" : grpc !== undefined ? "grpc" : "tcp",
    intervalMs: durationSetting(check, "interval", 0, location),
    timeoutMs: timeout.isDefault ? undefined : timeout,
    unhealthyAfter: numberSetting(check, "unhealthy_threshold", 1, location),
    healthyAfter: numberSetting(check, "healthy_threshold", 1, location),
    port: undefined,
    method: method(http, location),
    path: textSetting(http, "path") ?? assumed("/", location),
    rawRequest: undefined,
    expectStatus: statuses(http, "expected_statuses") ?? assumed(SUCCESS, location),
    grpcService: text(grpc, "service_name"),
    // a host is unhealthy until its first check (Host::HealthFlag::PENDING_ACTIVE_HC)
    startsDown: true,
    host: ownHost(http, grpc) ?? assumed(context.cluster, location),
    httpVersion: versionOf(http, grpc, location),
    ...alpnOf(check, context),
    ...(context.serverName !== undefined && { serverName: context.serverName }),
    headers: headersOf(http, grpc, location),
    ...(http !== undefined && {
      retriableStatus: statuses(http, "retriable_statuses") ?? assumed([], location),
    }),
    ...bodyOf(http),
    ...ownTransport(check, context),
    location,
  };
}

function refuseMissingFields(check: Value, { reading, cluster }: CheckContext): void {
  for (const name of ["timeout", "interval", "unhealthy_threshold", "healthy_threshold"])
    if (get(check, name) === undefined)
      refuse(
        reading,
        locationOf(check),
        `a health check of cluster ${cluster} lacks the required field ${name}`,
        cluster,
      );
}

/** `transport_socket_match_criteria` stands for the labels of endpoints, so that checks may go in plaintext beside traffic in TLS. */
function ownTransport(check: Value, { tlsFor }: CheckContext): Pick<HealthCheck, "tls"> {
  const criteria = get(check, "transport_socket_match_criteria");
  return criteria === undefined ? {} : { tls: tlsFor(labelsIn(criteria)) };
}

function ownHost(http: Value | undefined, grpc: Value | undefined): Setting<string> | undefined {
  const host = textSetting(http, "host") ?? textSetting(grpc, "authority");
  return host?.value === "" ? undefined : host;
}

function method(http: Value | undefined, location: Location): Setting<string> {
  const value = get(http, "method");
  const word = value === undefined ? "" : (scalarText(value)?.toUpperCase() ?? "");
  const name = /^\d$/.test(word) ? METHODS[Number(word)] : word;
  return value === undefined || name === undefined || name === "METHOD_UNSPECIFIED"
    ? assumed("GET", location)
    : written(name, locationOf(value));
}

/** Ranges are half open (type/v3/range.proto): `end: 201` means up to 200. */
function statuses(http: Value | undefined, name: string): Setting<readonly StatusRange[]> | undefined {
  const ranges = list(http, name);
  const [first] = ranges;
  if (first === undefined) return undefined;
  const read = ranges.map((range) => ({
    from: numberOf(get(range, "start")) ?? 0,
    to: (numberOf(get(range, "end")) ?? 1) - 1,
  }));
  return written(read, locationOf(first));
}

/** HTTP/1.1, whatever the cluster speaks, unless the check names another codec; gRPC is HTTP/2. */
function versionOf(
  http: Value | undefined,
  grpc: Value | undefined,
  location: Location,
): Setting<HttpVersion> {
  if (grpc !== undefined) return assumed("2", location);
  const codec = get(http, "codec_client_type");
  const old = get(http, "use_http2");
  if (old !== undefined && booleanOf(old) === true) return written("2", locationOf(old));
  if (codec === undefined) return assumed("1.1", location);
  const word = scalarText(codec)?.toUpperCase() ?? "";
  return written(word === "HTTP2" || word === "1" ? "2" : "1.1", locationOf(codec));
}

function alpnOf(check: Value, { alpn }: CheckContext): Pick<HealthCheck, "alpn"> {
  const names = dig(check, "tls_options", "alpn_protocols");
  const own = list(get(check, "tls_options"), "alpn_protocols").flatMap((name) => scalarText(name) ?? []);
  if (names !== undefined && own.length > 0) return { alpn: written(own, locationOf(names)) };
  return alpn === undefined ? {} : { alpn };
}

function headersOf(
  http: Value | undefined,
  grpc: Value | undefined,
  location: Location,
): readonly HeaderSetting[] {
  const added = readHeaderList(list(http, "request_headers_to_add"));
  const initial = readHeaderList(list(grpc, "initial_metadata"));
  return [{ name: "User-Agent", value: [USER_AGENT], location }, ...added, ...initial];
}

/** Texts that must be found in the body, in this order: hexadecimal in `text`, or `binary` in Base64. */
function bodyOf(http: Value | undefined): Pick<HealthCheck, "expectBody"> {
  const wanted = list(http, "receive");
  const [first] = wanted;
  if (first === undefined) return {};
  const texts = wanted.flatMap((payload) => {
    const hex = text(payload, "text");
    const binary = text(payload, "binary");
    if (hex !== undefined) return [Buffer.from(hex, "hex").toString("latin1")];
    return binary === undefined ? [] : [Buffer.from(binary, "base64").toString("latin1")];
  });
  return { expectBody: written(texts, locationOf(first)) };
}
