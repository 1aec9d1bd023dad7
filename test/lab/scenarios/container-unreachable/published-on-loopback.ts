import { httpConf, site } from "../../nginx-conf.ts";
import { container } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "published-on-loopback",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  containers: (place) => [container(place, { name: "shop", publish: "127.0.0.1:8081:80" })],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-bound-to-loopback",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
});
