/** Where packages and builds put the main config, most common first. */
export const WELL_KNOWN_CONFIGS: readonly string[] = [
  "/etc/nginx/nginx.conf",
  "/usr/local/nginx/conf/nginx.conf",
  "/usr/local/openresty/nginx/conf/nginx.conf",
  "/usr/local/etc/nginx/nginx.conf",
  "/opt/homebrew/etc/nginx/nginx.conf",
  "/etc/openresty/nginx.conf",
  "/etc/angie/angie.conf",
  "/opt/bitnami/nginx/conf/nginx.conf",
  "/usr/local/tengine/conf/nginx.conf",
];

/** Where the binary lies when neither a process nor PATH tells. */
export const WELL_KNOWN_BINARIES: readonly string[] = [
  "/usr/sbin/nginx",
  "/usr/local/nginx/sbin/nginx",
  "/usr/local/openresty/nginx/sbin/nginx",
  "/usr/local/sbin/nginx",
  "/usr/local/bin/nginx",
  "/opt/homebrew/bin/nginx",
  "/usr/sbin/angie",
  "/opt/bitnami/nginx/sbin/nginx",
  "/usr/local/tengine/sbin/nginx",
];
