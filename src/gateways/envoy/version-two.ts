import { locationOf } from "../../text/tree.ts";
import { get, list, text } from "./message.ts";
import type { Reading } from "./reading.ts";

/** Fields of clusters that API v3 has no more. */
const OLD_CLUSTER_FIELDS = ["hosts", "tls_context"];

/** API v2 went with release 1.18 (January 2021): a config in it is read as it was meant, and said to be one. */
export function reportVersionTwo(reading: Reading): void {
  const { clusters, isDump } = reading.resources;
  if (isDump) return;
  for (const cluster of clusters) {
    const field = OLD_CLUSTER_FIELDS.find((name) => get(cluster, name) !== undefined);
    if (field === undefined) continue;
    reading.report({
      cause: "config-syntax-error",
      message: `cluster ${text(cluster, "name") ?? ""} has the field ${field} of API v2, which Envoy 1.18 and later refuse`,
      location: locationOf(get(cluster, field) ?? cluster),
      refusesConfig: true,
      about: undefined,
    });
  }
  const filters = reading.resources.listeners
    .flatMap((listener) => list(listener, "filter_chains"))
    .flatMap((chain) => list(chain, "filters"));
  const old = filters.find(
    (filter) => get(filter, "config") !== undefined && get(filter, "typed_config") === undefined,
  );
  if (old !== undefined)
    reading.note(
      "its filters are configured with `config`, as in API v2: Envoy 1.18 and later want `typed_config`",
    );
}
