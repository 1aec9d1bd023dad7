import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-with-two-addresses",
  headline: "all is well",
  config: (place) =>
    httpConf(place, `upstream app { server api.internal:8081; }\n${site("proxy_pass http://app;")}`),
  resolvConf: "nameserver 10.77.0.2",
  services: () => [
    { kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] },
    {
      kind: "dnsmasq",
      at: "10.77.0.2",
      options: ["host-record=api.internal,10.77.0.2", "host-record=api.internal,10.77.0.3"],
    },
  ],
  proof: { ask: [{ status: 200, times: 2 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
