import type { Endpoint, EndpointForward, Upstream } from "../../../model/config.ts";
import type { ServerName, TlsSettings } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import type { Labels } from "../../../model/upstream-rules.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, durationSetting, get, list, numberOf, placeOf, text } from "../message.ts";
import type { Reading } from "../reading.ts";
import { clusterId } from "./cluster-id.ts";
import { readCircuit, readEjection, readEjectsAtMost, readPanic } from "./cluster-limits.ts";
import { balanceOf, type ClusterType, clusterType, discoveryOf, edsName } from "./cluster-type.ts";
import { type EndpointContext, readEndpoints, readOldHosts, TRANSPORT_LABELS } from "./endpoints.ts";
import { readHealthCheck } from "./health-check.ts";
import { type HttpOptions, offeredAlpn, readHttpOptions } from "./http-options.ts";
import { filterLabels } from "./labels.ts";
import { meshFacts } from "./mesh.ts";
import { resolutionOf } from "./resolution.ts";
import { readSubsets } from "./subsets.ts";
import { readTls } from "./tls.ts";
import { type Transport, transportOf } from "./transport.ts";

/** A cluster as routes need it. */
export interface Cluster {
  readonly upstream: Upstream;
  readonly options: HttpOptions;
  readonly transport: Transport;
  readonly connectMs: Setting<number>;
  readonly sourceAddress: Setting<string> | undefined;
}

/** `connect_timeout`, which covers the TLS handshake too (cluster.proto). */
const CONNECT_MS = 5_000;
/** `common_http_protocol_options.idle_timeout` (protocol.proto). */
const IDLE_MS = 3_600_000;
/** Connections that are kept are not counted apart: the circuit breaker's number bounds them. */
const CONNECTIONS = 1_024;

/** Reads one cluster (config/cluster/v3/cluster.proto). */
export function readCluster(message: Value, reading: Reading): Cluster {
  const name = text(message, "name") ?? "";
  const location = placeOf(message);
  const type = clusterType(message);
  const options = readHttpOptions(message, location);
  const resolution = resolutionOf(message, type, reading, location);
  const assignment = assignmentOf(message, name, type, reading);
  const transport = transportOf(message, transportLabels(assignment), location);
  const context: EndpointContext = {
    reading,
    cluster: name,
    ejection: readEjection(message),
    resolution,
    forwardOf: ownTransports(message, transport, options, reading, location),
  };
  const discovery = discoveryOf(message, name, type, reading, location);
  const subsets = readSubsets(message);
  const ejectsAtMost = readEjectsAtMost(message);
  const upstream: Upstream = {
    id: clusterId(name),
    name,
    form: "group",
    endpoints: endpointsOf(message, assignment, context),
    balance: balanceOf(message, location),
    keepalive: keepaliveOf(options, location),
    healthCheck: readHealthCheck(message, {
      reading,
      cluster: name,
      alpn: contextAlpn(transport, location),
      serverName: checkName(transport, options, location),
      tlsFor: (labels) => tlsWith(transportOf(message, [labels], location), options, reading, location),
    }),
    sharesState: true,
    panic: readPanic(message, assignment, location),
    circuit: readCircuit(message, location),
    ...meshFacts(name),
    ...(discovery !== undefined && { discovery }),
    ...(subsets !== undefined && { subsets }),
    ...(ejectsAtMost !== undefined && { ejectsAtMost }),
    location,
  };
  return {
    upstream,
    options,
    transport,
    connectMs: durationSetting(message, "connect_timeout", CONNECT_MS, location),
    sourceAddress: sourceAddress(message),
  };
}

function assignmentOf(
  message: Value,
  name: string,
  type: ClusterType,
  { assignments }: Reading,
): Value | undefined {
  return type === "eds" ? assignments.get(edsName(message, name)) : get(message, "load_assignment");
}

/** API v2 had `hosts` before it had `load_assignment`. */
function endpointsOf(
  message: Value,
  assignment: Value | undefined,
  context: EndpointContext,
): readonly Endpoint[] {
  return assignment === undefined
    ? readOldHosts(list(message, "hosts"), context)
    : readEndpoints(assignment, context);
}

/** Labels by which endpoints choose a transport socket; those of the first one stand for all. */
function transportLabels(assignment: Value | undefined): readonly Labels[] {
  const [locality] = list(assignment, "endpoints");
  const [entry] = list(locality, "lb_endpoints");
  return entry === undefined ? [] : [filterLabels(get(entry, "metadata"), TRANSPORT_LABELS)];
}

function keepaliveOf({ common }: HttpOptions, location: Location): Upstream["keepalive"] {
  if (numberOf(get(common, "max_requests_per_connection")) === 1) return undefined;
  return {
    connections: assumed(CONNECTIONS, location),
    idleMs: durationSetting(common, "idle_timeout", IDLE_MS, location),
  };
}

/** What a check's handshake names, where requests bring the name along. */
function checkName(
  { tls }: Transport,
  { autoSni }: HttpOptions,
  location: Location,
): Setting<ServerName> | undefined {
  if (tls === undefined || autoSni?.value !== true) return undefined;
  const name = text(tls, "sni") ?? "";
  return assumed(name === "" ? { kind: "none" } : { kind: "name", name: [name] }, location);
}

/** TLS of connections that no request has a part in. */
function tlsWith(
  { tls }: Transport,
  options: HttpOptions,
  reading: Reading,
  actsOn: Location,
  alpn: readonly string[] = [],
): TlsSettings | "none" {
  const plain = { ...options, autoSni: undefined, autoSanValidation: undefined };
  return tls === undefined ? "none" : readTls(tls, { options: plain, host: [], alpn, reading, actsOn });
}

/** Endpoints of one cluster may be spoken to in several ways, as in a mesh that only some of them have joined. */
function ownTransports(
  message: Value,
  usual: Transport,
  options: HttpOptions,
  reading: Reading,
  location: Location,
): EndpointContext["forwardOf"] {
  if (list(message, "transport_socket_matches").length < 2) return undefined;
  const known = new Map<string, EndpointForward>();
  return (labels) => {
    const own = transportOf(message, [labels], location);
    if (own.condition === usual.condition) return undefined;
    const key = own.condition ?? "";
    const before = known.get(key);
    if (before !== undefined) return before;
    const tls = tlsWith(own, options, reading, location, offeredAlpn(options.offers));
    const forward = { tls: tls === "none" ? undefined : tls, proxyProtocol: own.proxyProtocol };
    known.set(key, forward);
    return forward;
  };
}

/** What the TLS context itself offers by ALPN; undefined for plaintext. */
function contextAlpn({ tls }: Transport, location: Location): Setting<readonly string[]> | undefined {
  if (tls === undefined) return undefined;
  const names = list(get(tls, "common_tls_context"), "alpn_protocols");
  return assumed(
    names.flatMap((name) => scalarText(name) ?? []),
    location,
  );
}

/** `upstream_bind_config`; a bare 0.0.0.0 or :: binds nothing in particular. */
function sourceAddress(message: Value): Setting<string> | undefined {
  const address = dig(message, "upstream_bind_config", "source_address", "address");
  const name = address === undefined ? undefined : scalarText(address);
  if (address === undefined || name === undefined || name === "0.0.0.0" || name === "::") return undefined;
  return written(name, locationOf(address));
}
