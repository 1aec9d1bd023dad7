import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-without-servers",
  headline: "503 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8081",
      config: "listen app\n  bind 10.77.0.2:8081\n  server one 10.77.0.3:8082",
    },
  ],
  proof: { ask: [{ status: 503, body: /No server is available/ }], log: [] },
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["dependency-down"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
