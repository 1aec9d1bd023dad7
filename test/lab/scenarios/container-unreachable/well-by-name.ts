import { httpConf, site } from "../../nginx-conf.ts";
import { container, nginxContainer } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "well-by-name",
  headline: "nothing is wrong, and only containers know the name that the gateway calls",
  config: (place) => httpConf(place, site("proxy_pass http://shop:80;")),
  containers: (place) => [
    ["network", "create", "edge"],
    container(place, { name: "shop", network: "edge" }),
    nginxContainer(place, { name: "front", network: "edge", publish: "8080:8080" }),
  ],
  gateway: false,
  quiet: "the noise's certificates are no files of the gateway's container",
  proof: { ask: [{ status: 200 }] },
  // uhc stands on the host, where nobody can ask for the name
  expect: { firstCause: null, verdict: "healthy", alsoVerdict: "unknown" },
});
