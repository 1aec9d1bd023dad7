import type {
  Ejection,
  Endpoint,
  EndpointCheck,
  EndpointForward,
  NameResolution,
} from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import type { Labels } from "../../../model/upstream-rules.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { booleanOf, get, list, numberOf, numberSetting, text, textSetting } from "../message.ts";
import { type Reading, refuse } from "../reading.ts";
import { type Address, readAddress } from "./address.ts";
import { filterLabels } from "./labels.ts";

/** Under this name endpoints say which of several transports is theirs (cluster.proto, `transport_socket_matches`). */
export const TRANSPORT_LABELS = "envoy.transport_socket_match";

/** What the cluster brings to each of its endpoints. */
export interface EndpointContext {
  readonly reading: Reading;
  /** How the names of its endpoints become addresses; undefined for a type that takes addresses alone. */
  readonly resolution: NameResolution | undefined;
  readonly ejection: Ejection | undefined;
  readonly cluster: string;
  /** How endpoints with these labels are spoken to, where that is another way than the cluster's; absent where there is one. */
  readonly forwardOf?: ((labels: Labels) => EndpointForward | undefined) | undefined;
}

/** Endpoints of a `ClusterLoadAssignment` (endpoint/v3/endpoint.proto), and of the `hosts` of API v2. */
export function readEndpoints(assignment: Value | undefined, context: EndpointContext): readonly Endpoint[] {
  return list(assignment, "endpoints").flatMap((locality) => {
    const priority = numberOf(get(locality, "priority")) ?? 0;
    return list(locality, "lb_endpoints").flatMap((entry) => {
      const read = endpointOf(entry, priority, context);
      return read === undefined ? [] : [read];
    });
  });
}

export function readOldHosts(hosts: readonly Value[], context: EndpointContext): readonly Endpoint[] {
  return hosts.flatMap((host) => {
    const read = endpointAt({ entry: host, endpoint: undefined, address: host }, 0, context);
    return read === undefined ? [] : [read];
  });
}

function endpointOf(entry: Value, priority: number, context: EndpointContext): Endpoint | undefined {
  const endpoint = get(entry, "endpoint");
  const address = get(endpoint, "address");
  return address === undefined ? undefined : endpointAt({ entry, endpoint, address }, priority, context);
}

interface Parts {
  readonly entry: Value;
  readonly endpoint: Value | undefined;
  readonly address: Value;
}

function endpointAt(
  { entry, endpoint, address }: Parts,
  priority: number,
  context: EndpointContext,
): Endpoint | undefined {
  const read = readAddress(address);
  if (read === undefined) return undefined;
  const { target } = read;
  const location = locationOf(read.hostAt ?? address);
  reportBadTarget(read, location, context);
  const hostname = text(endpoint, "hostname");
  const check = checkOf(get(endpoint, "health_check_config"));
  const metadata = get(entry, "metadata");
  const labels = filterLabels(metadata, "envoy.lb");
  const forward = context.forwardOf?.(filterLabels(metadata, TRANSPORT_LABELS));
  return {
    endpoint: targetText(target),
    target,
    role: priority === 0 ? "primary" : "backup",
    intent: intentOf(entry, location),
    weight: numberSetting(entry, "load_balancing_weight", 1, location),
    maxConnections: undefined,
    ejection: context.ejection,
    resolution:
      target.kind === "unix" || target.isAddress
        ? { kind: "none" }
        : (context.resolution ?? { kind: "system", when: "run-time" }),
    priority,
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(hostname !== undefined && hostname !== "" && { hostname }),
    ...(check !== undefined && { check }),
    ...(forward !== undefined && { forward }),
    location,
  };
}

/** Envoy takes addresses alone where it resolves nothing: "malformed IP address: …" (network/utility.cc). */
function reportBadTarget(
  { target, portAt }: Address,
  location: Location,
  { reading, resolution, cluster }: EndpointContext,
): void {
  if (target.kind === "unix" || isPlaceholder(target.host)) return;
  if (numberOf(portAt) !== undefined && (target.port < 1 || target.port > 65_535))
    reading.report({
      cause: "upstream-address-invalid",
      message: `the endpoint ${target.host} of cluster ${cluster} has port ${target.port}`,
      location: portAt === undefined ? location : locationOf(portAt),
      refusesConfig: target.port > 65_535,
      about: cluster,
    });
  if (target.isAddress || resolution !== undefined) return;
  const message = `malformed IP address: ${target.host}. Consider setting resolver_name or setting cluster type to 'STRICT_DNS' or 'LOGICAL_DNS'`;
  reading.report({
    cause: "upstream-address-invalid",
    message,
    location,
    refusesConfig: true,
    about: cluster,
  });
}

/** A template says nothing yet: "${HOST}", "{{ host }}", "<host>", "BACKEND_IP". */
function isPlaceholder(host: string): boolean {
  return /[${}<>%]|^_*[A-Z][A-Z\d]*(?:_+[A-Z\d]+)+_*$/.test(host);
}

/** Health as the config or the control plane says it: UNKNOWN and HEALTHY take traffic, DEGRADED does when it must. */
function intentOf(entry: Value, location: Endpoint["location"]): Endpoint["intent"] {
  const status = get(entry, "health_status");
  const word = status === undefined ? "" : (scalarText(status)?.toUpperCase() ?? "");
  if (status === undefined || !/^(?:UNHEALTHY|DRAINING|TIMEOUT|2|3|4)$/.test(word))
    return assumed("active", location);
  return written(word === "DRAINING" || word === "3" ? "drain" : "down", locationOf(status));
}

function checkOf(config: Value | undefined): EndpointCheck | undefined {
  if (config === undefined) return undefined;
  const portValue = get(config, "port_value");
  const port = numberOf(portValue) ?? 0;
  const host = textSetting(config, "hostname");
  return {
    port: portValue === undefined || port === 0 ? undefined : written(port, locationOf(portValue)),
    host: host?.value === "" ? undefined : host,
    isOff: booleanOf(get(config, "disable_active_health_check")) === true,
  };
}

/** Two clusters of one name: Envoy refuses the second. */
export function reportTwice(reading: Reading): void {
  const seen = new Set<string>();
  if (reading.resources.isDump) return;
  for (const cluster of reading.resources.clusters) {
    const name = text(cluster, "name");
    if (name === undefined) continue;
    if (seen.has(name))
      refuse(reading, get(cluster, "name") ?? cluster, `cluster manager: duplicate cluster '${name}'`, name);
    seen.add(name);
  }
}
