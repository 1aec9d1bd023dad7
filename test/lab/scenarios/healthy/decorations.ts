import { logTime, refusedLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const WEEK_MS = 7 * 86_400_000;
const WORKER_DIED = `${logTime(new Date(Date.now() - WEEK_MS))} [alert] 4711#4711: worker process 4712 exited on signal 9\n`;

export default scenario({
  id: "decorations",
  headline: "all is healthy, and a warning hangs on every layer",
  config: (place) =>
    httpConf(
      place,
      `proxy_temp_path ${place.dir}/spool;
  upstream app { server 10.77.0.2:8443; server 10.77.0.3:8443 down; }
${site(`proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_ssl_name api.internal;
      proxy_pass https://app;`)}`,
    ),
  disks: { spool: 1024 },
  files: () => ({ "spool/old": "x".repeat(870 * 1024), "error.log": refusedLines(WEEK_MS, 3) + WORKER_DIED }),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "fifty-days" } }],
  // A disk at 85 %, a certificate with 50 days left, refused connections and a dead worker last week.
  proof: { ask: [{ status: 200 }], log: [/exited on signal 9/] },
  quiet: "brings its own",
  expect: { firstCause: null, verdict: "healthy" },
});
