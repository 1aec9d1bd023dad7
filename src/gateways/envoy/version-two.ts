import { fieldOf, locationOf, scalarText, type Value } from "../../text/tree.ts";
import { extensionConfig, get, list, text } from "./message.ts";
import type { Reading } from "./reading.ts";

/** Fields of clusters that API v3 has no more. */
const OLD_CLUSTER_FIELDS = ["hosts", "tls_context"];
/** "envoy.api.v2.auth.…", "envoy.config.filter.http.router.v2.…", "….v2alpha1.…". */
const OLD_TYPE = /\/envoy\.(?:[\w.]*\.)?(?:api\.v2|v2|v2alpha\d*)\./;

/**
 * API v2 went with release 1.18 (April 2021): a config in it is read as it was meant, and said to be one, where the release
 * is not known for an older one.
 */
export function reportVersionTwo(reading: Reading, version: string | undefined): void {
  const { clusters, listeners, isDump } = reading.resources;
  if (isDump || isOlder(version)) return;
  const refuse = (at: Value, what: string): void =>
    reading.report({
      cause: "config-syntax-error",
      message: `${what} of API v2, which Envoy 1.18 and later refuse`,
      location: locationOf(at),
      refusesConfig: true,
      about: undefined,
    });
  for (const cluster of clusters) {
    const name = text(cluster, "name") ?? "";
    const field = OLD_CLUSTER_FIELDS.find((one) => get(cluster, one) !== undefined);
    if (field !== undefined) refuse(get(cluster, field) ?? cluster, `cluster ${name} has the field ${field}`);
    const old = oldType(get(cluster, "transport_socket"));
    if (old !== undefined) refuse(old.at, `cluster ${name} has a transport socket of type ${old.type}`);
  }
  const [filter] = listeners.flatMap(filtersOf).filter(isOldFilter);
  if (filter === undefined) return;
  const old = oldType(filter);
  const name = text(filter, "name") ?? "";
  if (old !== undefined) refuse(old.at, `the filter ${name} is of type ${old.type}`);
  else refuse(get(filter, "config") ?? filter, `the filter ${name} has the field config`);
}

function isOlder(version: string | undefined): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  return major !== undefined && Number(major) === 1 && Number(minor) < 18;
}

/** Filters of connections, and those of HTTP within them. */
function filtersOf(listener: Value): readonly Value[] {
  const outer = list(listener, "filter_chains").flatMap((chain) => list(chain, "filters"));
  return [...outer, ...outer.flatMap((filter) => list(extensionConfig(filter), "http_filters"))];
}

function isOldFilter(filter: Value): boolean {
  const hasOldField = get(filter, "config") !== undefined && get(filter, "typed_config") === undefined;
  return hasOldField || oldType(filter) !== undefined;
}

function oldType(extension: Value | undefined): { readonly at: Value; readonly type: string } | undefined {
  const config = get(extension, "typed_config");
  const at = config === undefined ? undefined : fieldOf(config, "@type");
  const type = at === undefined ? "" : (scalarText(at) ?? "");
  if (at === undefined || !OLD_TYPE.test(type)) return undefined;
  return { at, type: type.slice(type.indexOf("/") + 1) };
}
