import { assumed, written } from "../../../model/source.ts";
import type { SubsetFallback, SubsetSelector, Subsets } from "../../../model/upstream-rules.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { booleanOf, dig, extensionConfig, get, list, text, word } from "../message.ts";
import { labelsIn } from "./labels.ts";

/**
 * `lb_subset_config` (cluster.proto), or the policy of that name among `load_balancing_policy` (subset/v3/subset.proto),
 * whose fields are the same; undefined where the cluster is not divided, or by rules that are not followed here: labels with
 * several values, and lists of labels that a request brings along to fall back on.
 */
export function readSubsets(cluster: Value): Subsets | undefined {
  const config = get(cluster, "lb_subset_config") ?? subsetPolicy(cluster);
  const selectors = list(config, "subset_selectors");
  if (config === undefined || selectors.length === 0) return undefined;
  const hasLists = booleanOf(get(config, "list_as_any")) === true;
  if (hasLists || /^(?:FALLBACK_LIST|1)$/.test(word(config, "metadata_fallback_policy") ?? ""))
    return undefined;
  const location = locationOf(config);
  const policy = get(config, "fallback_policy");
  return {
    selectors: selectors.map(selectorOf),
    fallback:
      policy === undefined
        ? assumed("nobody", location)
        : written(fallbackOf(word(config, "fallback_policy") ?? ""), locationOf(policy)),
    defaultLabels: labelsIn(get(config, "default_subset")),
    ...(booleanOf(get(config, "allow_redundant_keys")) === true && { ignoresMore: true }),
    ...(booleanOf(get(config, "panic_mode_any")) === true && { panicsToAnybody: true }),
    location,
  };
}

function subsetPolicy(cluster: Value): Value | undefined {
  const policies = list(get(cluster, "load_balancing_policy"), "policies").map((one) =>
    get(one, "typed_extension_config"),
  );
  // Envoy takes the first that it knows; all of them know this one
  return extensionConfig(
    policies.find(
      (one) => /(?:^|\.)subset$/.test(text(one, "name") ?? "") && dig(one, "typed_config") !== undefined,
    ),
  );
}

function fallbackOf(name: string): SubsetFallback {
  if (name === "ANY_ENDPOINT" || name === "1") return "anybody";
  return name === "DEFAULT_SUBSET" || name === "2" ? "default" : "nobody";
}

/** NOT_DEFINED stands before the others in the selector's own enumeration, so that its numbers are one higher. */
function selectorOf(selector: Value): SubsetSelector {
  const names = list(selector, "keys").flatMap((key) => scalarText(key) ?? []);
  switch (word(selector, "fallback_policy") ?? "NOT_DEFINED") {
    case "NO_FALLBACK":
    case "1":
      return { names, fallback: "nobody" };
    case "ANY_ENDPOINT":
    case "2":
      return { names, fallback: "anybody" };
    case "DEFAULT_SUBSET":
    case "3":
      return { names, fallback: "default" };
    case "KEYS_SUBSET":
    case "4": {
      const fewer = list(selector, "fallback_keys_subset").flatMap((key) => scalarText(key) ?? []);
      return { names, fallback: { fewer } };
    }
    default:
      return { names };
  }
}
