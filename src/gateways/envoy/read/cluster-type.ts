import type { Upstream } from "../../../model/config.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import type { Discovery } from "../../../model/upstream-rules.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, get, list, text, word } from "../message.ts";
import { type Reading, refuse } from "../reading.ts";

/** How a cluster learns its endpoints. `own`: the cluster is made of others, or decides by itself. */
export type ClusterType =
  | "static"
  | "strict-dns"
  | "logical-dns"
  | "eds"
  | "destination"
  | "aggregate"
  | "own";

const BY_NUMBER = ["STATIC", "STRICT_DNS", "LOGICAL_DNS", "EDS", "ORIGINAL_DST"];

const TYPES: ReadonlyMap<string, ClusterType> = new Map<string, ClusterType>([
  ["STATIC", "static"],
  ["STRICT_DNS", "strict-dns"],
  ["LOGICAL_DNS", "logical-dns"],
  ["EDS", "eds"],
  ["ORIGINAL_DST", "destination"],
  ["envoy.cluster.static", "static"],
  ["envoy.cluster.strict_dns", "strict-dns"],
  ["envoy.cluster.logical_dns", "logical-dns"],
  ["envoy.cluster.dns", "strict-dns"],
  ["envoy.cluster.eds", "eds"],
  ["envoy.cluster.original_dst", "destination"],
  ["envoy.clusters.dynamic_forward_proxy", "destination"],
  ["envoy.clusters.aggregate", "aggregate"],
]);

/** `type`, or `cluster_type` where an extension brings it; STATIC where neither is set. */
export function clusterType(cluster: Value): ClusterType {
  const custom = get(cluster, "cluster_type");
  const name = text(custom, "name") ?? "";
  if (
    name === "envoy.cluster.dns" &&
    text(get(custom, "typed_config"), "all_addresses_in_single_endpoint") === "true"
  )
    return "logical-dns";
  if (custom !== undefined) return TYPES.get(name) ?? "own";
  const type = word(cluster, "type") ?? "STATIC";
  return TYPES.get(/^\d$/.test(type) ? (BY_NUMBER[Number(type)] ?? "") : type) ?? "own";
}

/** The name under which a cluster asks for its endpoints. */
export function edsName(cluster: Value, name: string): string {
  const service = dig(cluster, "eds_cluster_config", "service_name");
  const own = service === undefined ? "" : (scalarText(service) ?? "");
  return own === "" ? name : own;
}

/** Who tells the endpoints while the gateway runs; undefined where the config lists them. */
export function discoveryOf(
  cluster: Value,
  name: string,
  type: ClusterType,
  reading: Reading,
  location: Location,
): Discovery | undefined {
  if (type === "destination" || type === "own")
    return {
      kind: "destination",
      source: text(cluster, "type") ?? text(get(cluster, "cluster_type"), "name") ?? "its own",
      isKnown: false,
      location,
    };
  if (type !== "eds") return undefined;
  const config = dig(cluster, "eds_cluster_config", "eds_config");
  const told =
    reading.assignments.has(edsName(cluster, name)) || reading.resources.sections.has("EndpointsConfigDump");
  const isUntold = lacksSource(cluster, config, name, reading);
  return {
    kind: "platform",
    source: `EDS ${sourceText(config)}${isUntold ? ", for which dynamic_resources has no ads_config" : ""}`,
    isKnown: told || isUntold,
    location: config === undefined ? location : locationOf(config),
  };
}

/**
 * Whether nobody can ever tell the endpoints: over ADS that the bootstrap does not have, Envoy hears nothing and says nothing.
 * Without any source it refuses the cluster (EdsClusterFactory, source/extensions/clusters/eds/eds.cc), and likewise one
 * whose source is a cluster that it does not have by then (Config::Utility::validateClusterName).
 */
function lacksSource(cluster: Value, config: Value | undefined, name: string, reading: Reading): boolean {
  const { resources, seesAll } = reading;
  if (resources.isDump || resources.bootstraps.length === 0) return false;
  if (config === undefined) {
    refuse(reading, cluster, "cannot create an EDS cluster without an EDS config", name);
    return false;
  }
  if (get(config, "ads") !== undefined)
    return resources.bootstraps.every((one) => dig(one, "dynamic_resources", "ads_config") === undefined);
  const source = sourceCluster(config);
  const word = source === undefined ? "" : (scalarText(source) ?? "");
  const known = reading.clusters.get(word);
  const isUsable = known !== undefined && clusterType(known) !== "eds";
  if (source !== undefined && !isUsable && seesAll)
    refuse(
      reading,
      source,
      `envoy.config.core.v3.ApiConfigSource must have a statically defined non-EDS cluster: '${word}' does not exist, was added via api, or is an EDS cluster`,
      name,
    );
  return false;
}

/** The cluster behind which a control plane of its own is, by gRPC or REST. */
function sourceCluster(config: Value | undefined): Value | undefined {
  const source = get(config, "api_config_source");
  const [service] = list(source, "grpc_services");
  const [rest] = list(source, "cluster_names");
  return dig(service, "envoy_grpc", "cluster_name") ?? rest;
}

/** "over ADS", "from the file /etc/envoy/eds.yaml", "from the cluster xds". */
function sourceText(config: Value | undefined): string {
  if (get(config, "ads") !== undefined) return "over ADS";
  const path = sourceFile(config);
  if (path !== undefined) return `from the file ${path}`;
  const name = sourceCluster(config);
  return name === undefined ? "from a control plane" : `from the cluster ${scalarText(name) ?? ""}`;
}

/** The file of a `ConfigSource` that reads resources from disk. */
export function sourceFile(config: Value | undefined): string | undefined {
  return text(get(config, "path_config_source"), "path") ?? text(config, "path");
}

export function balanceOf(cluster: Value, location: Location): Upstream["balance"] {
  const policy = get(cluster, "lb_policy");
  const name = policy === undefined ? undefined : scalarText(policy);
  return policy === undefined || name === undefined
    ? assumed("round-robin", location)
    : written(name.toLowerCase().replaceAll("_", "-"), locationOf(policy));
}
