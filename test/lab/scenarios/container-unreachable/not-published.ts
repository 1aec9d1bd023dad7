import { httpConf, site } from "../../nginx-conf.ts";
import { container, web } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "not-published",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [
    ["network", "create", "back"],
    container(place, { name: "shop", network: "back", command: web(8081) }),
  ],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "container-network-mismatch",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
