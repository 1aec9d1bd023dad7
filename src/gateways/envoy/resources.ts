import type { Location } from "../../model/source.ts";
import { entriesOf, fieldOf, itemsOf, kindOf, locationOf, type Tree, type Value } from "../../text/tree.ts";
import { dig, get, list, text, typeName } from "./message.ts";

/** Why the control plane's last version of a resource is not in use. */
export interface Rejection {
  readonly kind: "cluster" | "listener" | "route" | "secret" | "endpoint";
  readonly name: string;
  readonly details: string;
  readonly location: Location;
}

/** A cluster that Envoy knows and does not use yet. */
export interface Warming {
  readonly name: string;
  readonly cluster: Value | undefined;
  readonly location: Location;
}

/** Everything that a config, a file of resources or a dump holds, by kind, wherever it stood. */
export interface Resources {
  /** The bootstraps; none for files of resources alone. */
  readonly bootstraps: Value[];
  readonly clusters: Value[];
  readonly listeners: Value[];
  readonly routes: Value[];
  readonly endpoints: Value[];
  readonly secrets: Value[];
  readonly rejections: Rejection[];
  readonly warming: Warming[];
  /** What runs was asked, not what a file says. */
  isDump: boolean;
  /** Somebody has taken lines from the dump, so that entries of a list have run together: what is missing may have been there. */
  isCutDown: boolean;
  /** Sections that the dump has, by their type: one of listeners alone (`?resource=dynamic_listeners`) lacks no cluster. */
  readonly sections: Set<string>;
}

export function noResources(): Resources {
  return {
    bootstraps: [],
    clusters: [],
    listeners: [],
    routes: [],
    endpoints: [],
    secrets: [],
    rejections: [],
    warming: [],
    isDump: false,
    isCutDown: false,
    sections: new Set(),
  };
}

/** Adds what stands in the documents of one file. */
export function addDocuments(trees: readonly Tree[], into: Resources): void {
  for (const tree of trees) addRoot({ tree, index: 0 }, into, 0);
}

/** Wrappers of other tools around a dump: by namespace and pod (egctl), under a key (Istio's bug reports). */
const DEEPEST_WRAPPER = 4;

function addRoot(root: Value, into: Resources, depth: number): void {
  if (kindOf(root) === "list") {
    for (const item of itemsOf(root)) addResource(item, into);
    return;
  }
  if (kindOf(root) !== "map") return;
  const configs = list(root, "configs");
  if (configs.length > 0) {
    into.isDump = true;
    for (const config of configs) addSection(config, into);
    return;
  }
  const listed = list(root, "resources");
  if (listed.length > 0) {
    for (const item of listed) addResource(get(item, "resource") ?? item, into);
    return;
  }
  if (addResource(root, into) || depth >= DEEPEST_WRAPPER) return;
  for (const [, value] of entriesOf(root)) if (kindOf(value) === "map") addRoot(value, into, depth + 1);
}

/** Adds one resource, told by its type or by its fields; false for what is none. */
function addResource(item: Value, into: Resources): boolean {
  if (kindOf(item) !== "map") return false;
  if (SECTIONS.has(typeName(fieldOf(item, "@type")))) {
    into.isDump = true;
    addSection(item, into);
    return true;
  }
  const list = listFor(item, into);
  if (list === undefined) return false;
  list.push(item);
  if (list === into.bootstraps) addStatic(item, into);
  return true;
}

function listFor(item: Value, into: Resources): Value[] | undefined {
  switch (typeName(fieldOf(item, "@type"))) {
    case "Bootstrap":
      return into.bootstraps;
    case "Cluster":
      return into.clusters;
    case "Listener":
      return into.listeners;
    case "RouteConfiguration":
      return into.routes;
    case "ClusterLoadAssignment":
      return into.endpoints;
    case "Secret":
      return into.secrets;
    default:
      return byFields(item, into);
  }
}

/** Fields that give a message away, the most telling first. */
function byFields(item: Value, into: Resources): Value[] | undefined {
  const has = (name: string): boolean => get(item, name) !== undefined;
  if (has("static_resources") || has("dynamic_resources") || (has("admin") && has("node")))
    return into.bootstraps;
  if (has("filter_chains") || has("default_filter_chain") || has("api_listener")) return into.listeners;
  if (has("virtual_hosts")) return into.routes;
  if (has("cluster_name") && has("endpoints")) return into.endpoints;
  if (has("tls_certificate") || has("validation_context")) return into.secrets;
  const isCluster = [
    "load_assignment",
    "connect_timeout",
    "eds_cluster_config",
    "lb_policy",
    "cluster_type",
    "hosts",
  ].some(has);
  return isCluster && has("name") ? into.clusters : undefined;
}

function addStatic(bootstrap: Value, into: Resources): void {
  const resources = get(bootstrap, "static_resources");
  into.clusters.push(...list(resources, "clusters"));
  into.listeners.push(...list(resources, "listeners"));
  into.secrets.push(...list(resources, "secrets"));
}

interface Section {
  readonly kind: Rejection["kind"];
  readonly into: "clusters" | "listeners" | "routes" | "endpoints" | "secrets";
  /** Lists of the section, each with the way from its entries to the resource that is in use. */
  readonly lists: readonly (readonly [list: string, ...way: string[]])[];
  /** Resources that wait for something before they are used. */
  readonly warming?: string;
}

/** Sections of `/config_dump` (admin/v3/config_dump.proto, config_dump_shared.proto). */
const SECTIONS: ReadonlyMap<string, Section> = new Map<string, Section>([
  [
    "ClustersConfigDump",
    {
      kind: "cluster",
      into: "clusters",
      lists: [
        ["static_clusters", "cluster"],
        ["dynamic_active_clusters", "cluster"],
      ],
      warming: "dynamic_warming_clusters",
    },
  ],
  [
    "ListenersConfigDump",
    {
      kind: "listener",
      into: "listeners",
      lists: [
        ["static_listeners", "listener"],
        ["dynamic_listeners", "active_state", "listener"],
      ],
    },
  ],
  [
    "RoutesConfigDump",
    {
      kind: "route",
      into: "routes",
      lists: [
        ["static_route_configs", "route_config"],
        ["dynamic_route_configs", "route_config"],
      ],
    },
  ],
  [
    "EndpointsConfigDump",
    {
      kind: "endpoint",
      into: "endpoints",
      lists: [
        ["static_endpoint_configs", "endpoint_config"],
        ["dynamic_endpoint_configs", "endpoint_config"],
      ],
    },
  ],
  [
    "SecretsConfigDump",
    {
      kind: "secret",
      into: "secrets",
      lists: [
        ["static_secrets", "secret"],
        ["dynamic_active_secrets", "secret"],
      ],
      warming: "dynamic_warming_secrets",
    },
  ],
]);

function addSection(section: Value, into: Resources): void {
  const name = typeName(fieldOf(section, "@type"));
  const bootstrap = get(section, "bootstrap");
  // its static resources stand in the sections of their own kinds again
  if (name === "BootstrapConfigDump" && bootstrap !== undefined) into.bootstraps.push(bootstrap);
  into.sections.add(name);
  const of = SECTIONS.get(name);
  if (of === undefined) return;
  for (const [entries, ...way] of of.lists) {
    const listed = get(section, entries);
    if (listed !== undefined && kindOf(listed) === "map") into.isCutDown = true;
    for (const entry of list(section, entries)) {
      const resource = dig(entry, ...way);
      if (resource !== undefined) into[of.into].push(resource);
      addRejection(entry, resource, of.kind, into);
    }
  }
  for (const entry of of.warming === undefined ? [] : list(section, of.warming)) {
    const resource = get(entry, of.kind);
    const waiting = text(resource, "name") ?? text(entry, "name");
    if (of.kind === "cluster" && waiting !== undefined)
      into.warming.push({ name: waiting, cluster: resource, location: locationOf(entry) });
    addRejection(entry, resource, of.kind, into);
  }
}

/** `error_state` of a resource: the last update was refused, and why (UpdateFailureState). */
function addRejection(
  entry: Value,
  resource: Value | undefined,
  kind: Rejection["kind"],
  into: Resources,
): void {
  const error = get(entry, "error_state");
  if (error === undefined) return;
  const name =
    text(entry, "name") ?? text(resource, "name") ?? text(get(error, "failed_configuration"), "name");
  const details = text(error, "details") ?? "the update was refused";
  into.rejections.push({ kind, name: name ?? "", details, location: locationOf(error) });
}
