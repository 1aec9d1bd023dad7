import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bound-to-loopback-elsewhere",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "127.0.0.1:8081" }],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  // The socket list of another host is out of sight; who sees it all the same may say so.
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["service-bound-to-loopback"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
