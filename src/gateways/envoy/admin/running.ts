import type { AdminRunning } from "../../../model/admin.ts";
import { targetText } from "../../../model/evidence.ts";
import type { Value } from "../../../text/tree.ts";
import { dig, get, list, text, typeName } from "../message.ts";
import { readAddress } from "../read/address.ts";
import { clusterId } from "../read/cluster-id.ts";

/** What came from the bootstrap, and is therefore only read again when Envoy is started anew. */
export function readRunning(dump: Value | undefined): AdminRunning | undefined {
  const sections = list(dump, "configs").filter((one) => typeName(one) === "ClustersConfigDump");
  if (sections.length === 0) return undefined;
  return {
    remedy: "Test the file, and restart Envoy: it reads its bootstrap only at start",
    path: "config_dump?resource=static_clusters",
    upstreams: sections
      .flatMap((section) => list(section, "static_clusters"))
      .flatMap((one) => clusterOf(get(one, "cluster"))),
  };
}

function clusterOf(cluster: Value | undefined): AdminRunning["upstreams"] {
  const name = text(cluster, "name");
  if (name === undefined) return [];
  const localities = list(get(cluster, "load_assignment"), "endpoints");
  const endpoints = localities
    .flatMap((locality) => list(locality, "lb_endpoints"))
    .flatMap((entry) => readAddress(dig(entry, "endpoint", "address")) ?? []);
  return [{ id: clusterId(name), name, endpoints: endpoints.map(({ target }) => targetText(target)) }];
}
