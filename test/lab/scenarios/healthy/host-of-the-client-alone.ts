import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "host-of-the-client-alone",
  headline: "all is healthy, the service knows its host name",
  config: (place) => httpConf(place, site("proxy_set_header Host $host; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { host: "shop.example.com" } }, { status: 503, body: "unknown site" }],
    },
  ],
  proof: { ask: [{ host: "shop.example.com", status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "unknown", alsoVerdict: "healthy", notChecked: /host/i },
  quiet: "an access log without peers tells whose answer it was only where there is one endpoint",
});
