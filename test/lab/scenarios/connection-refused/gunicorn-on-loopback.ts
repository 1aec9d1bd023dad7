import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `def app(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "gunicorn-on-loopback",
  headline: "502, connection refused, and the service answers on its own host",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "gunicorn", at: "127.0.0.1:8081", source: APP }],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  // What it listens on over there can't be seen from here.
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["service-bound-to-loopback"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
