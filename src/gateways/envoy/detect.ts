/** So much of a file is looked at. */
const HEAD_LENGTH = 64 * 1024;

/** Keys that only configs, resources and dumps of Envoy have at their beginning, in YAML and JSON, in both spellings. */
const CERTAIN =
  /^[ \t]*(?:[{,-][ \t]*)?["']?(?:static_resources|staticResources|dynamic_resources|dynamicResources|filter_chains|filterChains|load_assignment|loadAssignment|virtual_hosts|virtualHosts|typed_config|typedConfig)["']?\s*:/m;
const TYPE_URL = /type\.googleapis\.com\/envoy\./;
/** Manifests of Kubernetes hold Envoy's words as well, in objects of their own. */
const MANIFEST = /^(?:["']?apiVersion["']?\s*:|[ \t]*["']apiVersion["']\s*:)/m;

/** How sure it is that a text is a config, a resource or a dump of Envoy, by its keys. */
export function detectEnvoy(path: string, text: string): number {
  const head = text.slice(0, HEAD_LENGTH);
  if (MANIFEST.test(head)) return 0;
  const hasType = TYPE_URL.test(head);
  if (CERTAIN.test(head)) return hasType ? 0.98 : 0.9;
  if (hasType) return 0.9;
  return /(?:^|\/)[^/]*envoy[^/]*\.(?:ya?ml|json)$/i.test(path) &&
    /^[ \t]*["']?(?:admin|node|clusters|listeners)["']?\s*:/m.test(head)
    ? 0.6
    : 0;
}
