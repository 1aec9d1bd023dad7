import type { Place } from "./scenario.ts";

/** What every scenario of Caddy has: a real one is the gateway, its log is what the proof reads. */
export const CADDY = {
  configFile: "Caddyfile",
  program: "caddy",
  quiet: "the noise is written for nginx",
} as const;

/** The first check comes at once, and one failure is enough; later ones are few enough not to count as questions of uhc. */
export const OFTEN = "health_interval 1s";

/** Long enough for the checks to have found out. */
export const AFTER_CHECKS_MS = 1_200;

/** The site's address where clients are known to ask for one name. */
export const NAMED = "http://api.internal:8080";

/** A Caddyfile with one site on the gateway's port 8080, for any name unless it has one, that consists of these lines. */
export function caddyConf(place: Place, site: string, address = ":8080"): string {
  return `{
  admin unix//${place.dir}/admin.sock
  auto_https off
  log {
    output file ${place.dir}/error.log
  }
}

${address} {
${site}
}
`;
}
