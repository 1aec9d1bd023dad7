import { httpConf, site } from "../../nginx-conf.ts";
import { container, nginxContainer, web } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "loopback-of-the-gateway-container",
  headline: "502 from a gateway in a container, and the host reaches the service",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [
    ["network", "create", "edge"],
    container(place, { name: "shop", network: "edge", publish: "8081:8081", command: web(8081) }),
    nginxContainer(place, { name: "front", network: "edge", publish: "8080:8080" }),
  ],
  gateway: false,
  quiet: "the noise's certificates are no files of the gateway's container",
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "container-network-mismatch",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
