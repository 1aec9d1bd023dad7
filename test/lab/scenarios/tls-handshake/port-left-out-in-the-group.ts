import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "port-left-out-in-the-group",
  headline: "502, wrong version number",
  config: (place) =>
    httpConf(place, `upstream app { server 10.77.0.2; }\n${site("proxy_pass https://app;")}`),
  services: () => [
    { kind: "http", at: "10.77.0.2:80" },
    { kind: "http", at: "10.77.0.2:443", tls: { cert: "api" } },
  ],
  proof: { ask: [{ status: 502 }], log: [/wrong version number/] },
  // In an upstream block a server without a port means port 80, whatever the scheme.
  expect: {
    firstCause: "tls-to-plaintext-port",
    verdict: "down",
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:80" }],
  },
});
