import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bodies-vanish-behind-their-header",
  headline: "downloads stop at zero bytes",
  config: (place) => httpConf(place, site("proxy_read_timeout 2s; proxy_pass http://10.77.0.2:8081;")),
  files: () => ({ "www/index.html": "0123456789".repeat(20_000) }),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8081; sendfile on; root ${place.dir}/www; }`,
    },
  ],
  serviceFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    tcp sport 8081 meta length > 1400 drop
  }
}`,
  proof: {
    ask: [{ status: [200, 504] }],
    log: [/timed out.*while reading upstream|timed out.*while reading response header/],
  },
  expect: {
    firstCause: "path-mtu-too-small",
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
