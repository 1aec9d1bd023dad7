import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "start-name-not-found",
  headline: "nginx does not start",
  config: (place) =>
    httpConf(place, `upstream app { server api-1.internal:8081; }\n${site("proxy_pass http://app;")}`),
  resolvConf: "nameserver 10.77.0.2",
  services: () => [{ kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/"] }],
  proof: { refused: /host not found in upstream "api-1\.internal:8081"/ },
  expect: {
    firstCause: "dns-name-not-found",
    verdict: "down",
    subjects: [{ upstream: "app", endpoint: "api-1.internal:8081" }],
  },
});
