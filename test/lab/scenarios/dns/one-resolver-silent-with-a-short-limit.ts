import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-resolver-silent-with-a-short-limit",
  headline: "502 now and then, could not be resolved",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 10.77.0.66 valid=1s ipv6=off; resolver_timeout 2s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2"] },
  ],
  running: async (_place, control) => {
    for (let n = 0; n < 3; n++) {
      await control.ask([{ status: [200, 502] }]);
      await new Promise((resolve) => setTimeout(resolve, 1_200));
    }
  },
  proof: { ask: [{ status: [200, 502] }], log: [/could not be resolved \(110/] },
  expect: { firstCause: "dns-resolver-unreachable", verdict: "degraded" },
});
