import { writeFileSync } from "node:fs";
import type { Place } from "../../scenario.ts";
import { scenario } from "../../scenario.ts";

const conf = (place: Place) => `user www-data;
worker_processes 2;
pid ${place.dir}/nginx.pid;
error_log ${place.dir}/error.log warn;
events { worker_connections 128; }
http {
  log_format line escape=json '{"t":"$time_iso8601","s":$status,"u":"$upstream_addr","us":"$upstream_status","r":"$request"}';
  access_log ${place.dir}/access.json line;
  upstream api { server api.internal:8081 max_fails=0; server 10.77.0.4:8081 backup; }
  server {
    listen 8080;
    location / { proxy_pass http://api; proxy_next_upstream off; }
${place.noise}  }
}
`;

export default scenario({
  id: "address-taken-back-while-logged-as-json",
  headline: "502 since the container was made anew",
  config: conf,
  quiet: "a config of its own",
  resolvConf: "nameserver 10.77.0.2",
  files: () => ({ "names/hosts": "10.77.0.3 api.internal\n" }),
  services: (place) => [
    { kind: "http", at: ["10.77.0.2:8081", "10.77.0.4:8081"] },
    { kind: "dnsmasq", at: "10.77.0.2", options: [`addn-hosts=${place.dir}/names/hosts`] },
  ],
  running: (place, control) => {
    writeFileSync(`${place.dir}/names/hosts`, "10.77.0.2 api.internal\n");
    control.signalService(1, "SIGHUP");
  },
  proof: { ask: [{ status: 502, times: 3 }], log: [/111: Connection refused.*10\.77\.0\.3:8081/] },
  uhcArgs: () => ["--upstream", "api", "--timeout", "1s"],
  expect: { firstCause: "dns-stale-address", verdict: "down", alsoVerdict: "degraded" },
});
