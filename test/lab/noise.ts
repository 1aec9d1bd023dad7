import { refusedLines } from "./log-lines.ts";
import type { Scenario } from "./scenario.ts";
import type { HttpService } from "./service-spec.ts";

const THREE_DAYS_MS = 3 * 86_400_000;
const SPARE = "10.77.0.9";

/** Which scenarios get noise. `part`: every third fault or so, always the same ones. */
export type NoiseLevel = "all" | "part" | "none";

/** What goes on beside a fault and has nothing to do with it. */
export interface Noise {
  /** For the http block: an upstream with one server down on purpose, and a certificate with 50 days left. */
  readonly config: string;
  readonly services: readonly HttpService[];
  /** Failures of the day before yesterday and earlier. */
  readonly errorLog: string;
  /** Pages that nobody has. */
  readonly accessLog: string;
}

const NONE: Noise = { config: "", services: [], errorLog: "", accessLog: "" };

export function noiseFor(scenario: Scenario, pki: string, level: NoiseLevel): Noise {
  return isNoisy(scenario, level) ? someNoise(pki) : NONE;
}

/** By the letters of its id, so that nobody chooses. */
function isNoisy({ id, quiet, proof }: Scenario, level: NoiseLevel): boolean {
  if (quiet !== undefined || "refused" in proof) {
    return false;
  }
  const sum = [...id].reduce((all, letter) => all + letter.charCodeAt(0), 0);
  return level === "all" || (level === "part" && sum % 3 === 0);
}

function someNoise(pki: string): Noise {
  const verify = `proxy_ssl_verify on; proxy_ssl_trusted_certificate ${pki}/root.pem; proxy_ssl_name api.internal;`;
  return {
    config: `  upstream spare { server ${SPARE}:9090; server ${SPARE}:9091 down; }
  server {
    listen 8099;
    location / { proxy_pass http://spare; }
    location /secure/ { proxy_pass https://${SPARE}:9443; ${verify} }
  }
`,
    services: [
      { kind: "http", at: `${SPARE}:9090`, answers: [{ when: { path: "/favicon.ico" }, status: 404 }, {}] },
      { kind: "http", at: `${SPARE}:9443`, tls: { cert: "fifty-days" } },
    ],
    errorLog: refusedLines(THREE_DAYS_MS, 40, `${SPARE}:9090`),
    accessLog:
      '127.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /favicon.ico HTTP/1.1" 404 9 "-" "-"\n'.repeat(20),
  };
}
