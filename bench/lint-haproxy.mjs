// How long `uhc lint` takes for a large config of HAProxy, beside `haproxy -c` on the same file:
//   node bench/lint-haproxy.mjs [MEGABYTES] [RUNS]
// Needs `npm run build`, and haproxy in PATH for the comparison. Addresses are literal, so that neither resolves a name.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [megabytes = 10, runs = 5] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "uhc-bench-"));
const file = join(folder, "haproxy.cfg");
writeFileSync(file, config(megabytes * 1_000_000));

/** Backends with checks, TLS and rules as people write them, and a frontend that leads to each by its host name. */
function config(bytes) {
  const head = `global
    maxconn 20000

defaults
    mode http
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    default-server inter 5s fall 3 rise 2
`;
  const backends = [];
  const rules = [];
  let size = head.length;
  for (let n = 0; size < bytes; n++) {
    const servers = Array.from(
      { length: 8 },
      (_, s) =>
        `    server app${s} 10.${(n >> 8) & 255}.${n & 255}.${s + 1}:8443 check ssl verify none sni str(app${n}.internal) weight ${s + 1} maxconn 200\n`,
    );
    const backend = `
# service ${n}
backend app${n}
    balance leastconn
    option httpchk
    http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host app${n}.internal
    http-check expect status 200-299
    http-request set-header X-Service "app ${n}"
${servers.join("")}`;
    const rule = `    use_backend app${n} if { hdr(host) -i app${n}.example.com }\n`;
    backends.push(backend);
    rules.push(rule);
    size += backend.length + rule.length;
  }
  return `${head}\nfrontend web\n    bind :8080\n${rules.join("")}${backends.join("")}`;
}

function median(argv) {
  const times = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const { status, error } = spawnSync(argv[0], argv.slice(1), { stdio: "ignore" });
    if (error !== undefined || status === 2) return undefined;
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

const uhc = median([process.execPath, "bin/uhc.js", "lint", file]);
const haproxy = median(["haproxy", "-c", "-f", file]);
const shown = (ms) => (ms === undefined ? "not here" : `${ms.toFixed(0)} ms`);
console.log(`${megabytes} MB: uhc lint ${shown(uhc)}, haproxy -c ${shown(haproxy)}`);
if (uhc !== undefined && haproxy !== undefined) console.log(`${(haproxy / uhc).toFixed(1)} times as fast`);
rmSync(folder, { recursive: true });
