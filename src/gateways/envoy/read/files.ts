import type { ConfigProblem } from "../../../model/config.ts";
import { readDocuments } from "../../../text/documents.ts";
import { isReadFailure, type SourceReader } from "../../../text/source-reader.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { dig, extensionConfig, get, list } from "../message.ts";
import { addDocuments, type Resources } from "../resources.ts";
import { reportSyntax } from "../syntax.ts";
import { sourceFile } from "./cluster-type.ts";

/** Files of resources that one config may name. */
const MOST_FILES = 200;

/**
 * Reads the files from which a config has Envoy read resources while it runs (`path_config_source`): clusters and
 * listeners first, then what those name. Gives the files that were read.
 */
export function addSourceFiles(
  resources: Resources,
  reader: SourceReader,
  report: (problem: ConfigProblem) => void,
): readonly string[] {
  const seen = new Set<string>();
  const files: string[] = [];
  const open = (sources: readonly (Value | undefined)[]): void => {
    for (const source of sources) {
      const path = sourceFile(source);
      if (source === undefined || path === undefined || seen.has(path) || seen.size >= MOST_FILES) continue;
      seen.add(path);
      const content = reader.read(path);
      if (isReadFailure(content)) {
        report(missing(path, content.message, source));
        continue;
      }
      files.push(path);
      const documents = readDocuments(path, content);
      reportSyntax(path, documents, report);
      addDocuments(documents.trees, resources);
    }
  };
  const dynamic = resources.bootstraps.map((bootstrap) => get(bootstrap, "dynamic_resources"));
  open(dynamic.flatMap((one) => [get(one, "cds_config"), get(one, "lds_config")]));
  open([...resources.clusters.flatMap(clusterSources), ...resources.listeners.flatMap(listenerSources)]);
  return files;
}

/** Envoy starts without it, and waits for it: nothing of what it should hold is there. */
function missing(path: string, message: string, at: Value): ConfigProblem {
  return {
    cause: "config-include-missing",
    message,
    location: locationOf(at),
    refusesConfig: false,
    about: path,
  };
}

function clusterSources(cluster: Value): readonly (Value | undefined)[] {
  const common = get(extensionConfig(get(cluster, "transport_socket")), "common_tls_context");
  const secrets = [
    ...list(common, "tls_certificate_sds_secret_configs"),
    get(common, "validation_context_sds_secret_config"),
    dig(common, "combined_validation_context", "validation_context_sds_secret_config"),
  ];
  return [dig(cluster, "eds_cluster_config", "eds_config"), ...secrets.map((one) => get(one, "sds_config"))];
}

function listenerSources(listener: Value): readonly (Value | undefined)[] {
  const filters = list(listener, "filter_chains").flatMap((chain) => list(chain, "filters"));
  return filters.map((filter) => dig(extensionConfig(filter), "rds", "config_source"));
}
