import type { Place } from "./scenario.ts";

/** What every scenario of Caddy has: a real one is the gateway, its log is what the proof reads. */
export const CADDY = {
  configFile: "Caddyfile",
  program: "caddy",
  quiet: "the noise is written for nginx",
} as const;

/** Checks every 200 ms, so that a failure is soon known. */
export const OFTEN = "health_interval 200ms";

/** Long enough for the checks to have found out. */
export const AFTER_CHECKS_MS = 1_200;

/** A Caddyfile with one site on the gateway's port 8080 that consists of these lines. */
export function caddyConf(place: Place, site: string, more = ""): string {
  return `{
  admin unix//${place.dir}/admin.sock
  auto_https off
  log {
    output file ${place.dir}/error.log
  }
}

:8080 {
${site}
}
${more}`;
}
