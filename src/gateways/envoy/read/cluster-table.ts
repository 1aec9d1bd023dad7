import type { Upstream } from "../../../model/config.ts";
import { assumed, type Location } from "../../../model/source.ts";
import { scalarText, type Value } from "../../../text/tree.ts";
import { get, list } from "../message.ts";
import type { Reading } from "../reading.ts";
import { type Cluster, readCluster } from "./cluster.ts";
import { clusterId } from "./cluster-id.ts";
import { clusterType } from "./cluster-type.ts";
import { meshFacts } from "./mesh.ts";

/** The clusters of a config, with those that routes name and nothing defines. */
export interface ClusterTable {
  /** @param as What Envoy calls it where it is unknown. */
  readonly named: (
    name: string,
    location: Location,
    isChecked: boolean,
    as?: "cluster" | "shadow cluster",
  ) => Cluster;
  readonly variable: (name: string, location: Location) => Cluster;
  readonly all: () => readonly Upstream[];
}

export function clusterTable(reading: Reading): ClusterTable {
  const read = new Map<string, Cluster>();
  for (const [name, message] of reading.clusters) read.set(name, readCluster(message, reading));
  for (const [name, message] of reading.clusters) {
    const own = read.get(name);
    if (own !== undefined && clusterType(message) === "aggregate")
      read.set(name, aggregated(message, own, read));
  }
  const others = new Map<string, Cluster>();
  const other = (name: string, form: Upstream["form"], location: Location, waits?: string): Cluster => {
    const known = others.get(name) ?? emptyCluster(name, form, location, waits);
    others.set(name, known);
    return known;
  };
  return {
    named: (name, location, isChecked, as = "cluster") => {
      const known = read.get(name);
      if (known !== undefined) return known;
      const warming = reading.resources.warming.find((one) => one.name === name);
      if (warming !== undefined) return other(name, "group", warming.location, waitsFor(warming.cluster));
      if (reading.seesAll && isChecked) reportUnknown(`unknown ${as} '${name}'`, name, location, reading);
      return other(name, reading.seesAll ? "missing" : "variable", location);
    },
    variable: (name, location) => other(name, "variable", location),
    all: () => [...read.values(), ...others.values()].map(({ upstream }) => upstream),
  };
}

/** "route: unknown cluster 'x'" (source/common/router/config_impl.cc), for routes that are checked. */
function reportUnknown(what: string, name: string, location: Location, reading: Reading): void {
  reading.report({
    cause: "upstream-undefined",
    message: `route: ${what}`,
    location,
    refusesConfig: true,
    about: name,
  });
}

/** A cluster warms until its first endpoints, its first answer of DNS or its secrets have come (docs: cluster_manager). */
function waitsFor(cluster: Value | undefined): string {
  if (cluster === undefined) return "its endpoints or secrets";
  switch (clusterType(cluster)) {
    case "eds":
      return "its endpoints";
    case "strict-dns":
    case "logical-dns":
      return "the first answer of DNS";
    default:
      return "its secrets or its first health check";
  }
}

function emptyCluster(
  name: string,
  form: Upstream["form"],
  location: Location,
  waits: string | undefined,
): Cluster {
  const upstream: Upstream = {
    id: clusterId(name),
    name,
    form,
    endpoints: [],
    balance: assumed("round-robin", location),
    keepalive: undefined,
    healthCheck: undefined,
    sharesState: true,
    ...meshFacts(name),
    ...(waits !== undefined && { waitsFor: waits }),
    location,
  };
  return {
    upstream,
    options: {
      version: assumed("1.1", location),
      offers: ["1.1"],
      followsClient: false,
      autoSni: undefined,
      autoSanValidation: undefined,
      common: undefined,
    },
    transport: { tls: undefined, proxyProtocol: assumed(0, location), condition: undefined },
    connectMs: assumed(5_000, location),
    sourceAddress: undefined,
  };
}

/** An aggregate has the endpoints of its clusters, one cluster after the other (clusters/aggregate/v3/cluster.proto). */
function aggregated(message: Value, own: Cluster, read: ReadonlyMap<string, Cluster>): Cluster {
  const names = list(get(get(message, "cluster_type"), "typed_config"), "clusters").flatMap(
    (one) => scalarText(one) ?? [],
  );
  const parts = names.flatMap((name) => read.get(name) ?? []);
  const [first] = parts;
  if (first === undefined) return own;
  const endpoints = parts.flatMap(({ upstream }, index) =>
    upstream.endpoints.map((endpoint) => ({
      ...endpoint,
      priority: index,
      role: index === 0 ? endpoint.role : ("backup" as const),
    })),
  );
  const { healthCheck } = first.upstream;
  return { ...first, upstream: { ...own.upstream, endpoints, healthCheck } };
}
