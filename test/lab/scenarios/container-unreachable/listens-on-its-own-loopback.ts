import { httpConf, site } from "../../nginx-conf.ts";
import { container, web } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "listens-on-its-own-loopback",
  headline: "502, port 8081 is published and refuses",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [
    container(place, { name: "shop", publish: "8081:80", command: web(80, "127.0.0.1") }),
  ],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-bound-to-loopback",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
