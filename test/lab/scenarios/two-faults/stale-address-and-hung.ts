import { writeFileSync } from "node:fs";
import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stale-address-and-hung",
  headline: "502 here, 504 there",
  config: (place) =>
    httpConf(
      place,
      `  proxy_read_timeout 1s;
  server {
    listen 8080;
    location / { proxy_pass http://api.internal:8081; }
    location /report/ { proxy_pass http://10.77.0.4:9000; }
  }`,
    ),
  resolvConf: "nameserver 10.77.0.2",
  files: () => ({ "names/hosts": "10.77.0.3 api.internal\n" }),
  services: (place) => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: [`addn-hosts=${place.dir}/names/hosts`] },
    { kind: "http", at: "10.77.0.4:9000", answers: [{ instead: "hang" }] },
  ],
  running: (place, control) => {
    writeFileSync(`${place.dir}/names/hosts`, "10.77.0.2 api.internal\n");
    control.signalService(1, "SIGHUP");
  },
  proof: {
    ask: [{ status: 502 }, { path: "/report/", status: 504 }],
    log: [/111: Connection refused.*10\.77\.0\.3:8081/, /timed out.*reading response header/],
  },
  expect: {
    firstCause: "service-hung",
    alsoAcceptable: ["dns-stale-address"],
    alsoRoot: ["dns-stale-address", "service-hung"],
    verdict: "down",
  },
});
