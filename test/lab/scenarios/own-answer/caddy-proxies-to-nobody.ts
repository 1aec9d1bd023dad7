import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "caddy-proxies-to-nobody",
  headline: "502 on every page, and nothing in the log",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "caddy",
      at: "10.77.0.2:8081",
      caddyfile: "http://:8081 {\n bind 10.77.0.2\n reverse_proxy 10.77.0.3:8082\n}",
    },
  ],
  proof: { ask: [{ status: 502 }], log: [] },
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["dependency-down"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
