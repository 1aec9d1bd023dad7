// Data table: what nginx assumes where the config is silent and the version or the build decides.

import type { TlsVersion } from "../../model/forward.ts";
import { isAtLeast, type VersionNumber } from "./version.ts";

const TLS_1_0 = ["TLSv1", "TLSv1.1", "TLSv1.2"] as const;
const TLS_ALL = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;
const TLS_1_2 = ["TLSv1.2", "TLSv1.3"] as const;

/** `*_ssl_protocols` towards upstreams (NGX_SSL_DEFAULT_PROTOCOLS and CHANGES 1.23.4, 1.27.3). */
export function defaultTlsVersions(version: VersionNumber): readonly TlsVersion[] {
  if (isAtLeast(version, "1.27.3")) return TLS_1_2;
  return isAtLeast(version, "1.23.4") ? TLS_ALL : TLS_1_0;
}

/** `proxy_http_version` (CHANGES 1.29.7). */
export function defaultHttpVersion(version: VersionNumber): "1.0" | "1.1" {
  return isAtLeast(version, "1.29.7") ? "1.1" : "1.0";
}

/** Idle connections that a group keeps without a `keepalive` line (ngx_http_upstream_keepalive_module.c, 1.29.7). */
export function defaultKeepalive(version: VersionNumber): number {
  return isAtLeast(version, "1.29.7") ? 32 : 0;
}

/** A page, 4 KiB on x86 and most ARM systems: the size of the buffer for a response header. */
export const PAGE_BYTES = 4_096;

/** What packages of Debian, Ubuntu and nginx.org are built with; a build from source says `logs/…` instead. */
export const PACKAGE_PATHS = {
  errorLog: "/var/log/nginx/error.log",
  accessLog: "/var/log/nginx/access.log",
  pidFile: "/run/nginx.pid",
} as const;
