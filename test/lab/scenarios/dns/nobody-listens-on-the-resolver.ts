import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "nobody-listens-on-the-resolver",
  headline: "502, could not be resolved",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 127.0.0.53 ipv6=off; resolver_timeout 2s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 502 }], log: [/could not be resolved/] },
  expect: { firstCause: "dns-resolver-unreachable", verdict: "down" },
});
