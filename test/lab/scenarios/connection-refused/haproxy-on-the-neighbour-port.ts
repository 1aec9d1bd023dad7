import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-on-the-neighbour-port",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8080",
      config:
        "frontend app\n  bind 10.77.0.2:8080\n  http-request return status 200 content-type text/plain string ok",
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-on-other-port",
    alsoAcceptable: ["port-refused"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
