/** Where packages, images and builds put the config of HAProxy, most common first. */
export const WELL_KNOWN_HAPROXY_CONFIGS: readonly string[] = [
  "/etc/haproxy/haproxy.cfg",
  "/usr/local/etc/haproxy/haproxy.cfg",
  "/etc/hapee-2.8/hapee-lb.cfg",
  "/opt/bitnami/haproxy/conf/haproxy.cfg",
];
