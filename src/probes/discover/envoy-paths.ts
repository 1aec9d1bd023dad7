/** Where packages, images, Istio's agent and Contour put the bootstrap of Envoy, most common first. */
export const WELL_KNOWN_ENVOY_CONFIGS: readonly string[] = [
  "/etc/envoy/envoy.yaml",
  "/etc/envoy/envoy.yml",
  "/etc/envoy/envoy.json",
  "/etc/envoy.yaml",
  "/etc/istio/proxy/envoy-rev.json",
  "/etc/istio/proxy/envoy-rev0.json",
  "/config/envoy.json",
  "/opt/bitnami/envoy/conf/envoy.yaml",
];
