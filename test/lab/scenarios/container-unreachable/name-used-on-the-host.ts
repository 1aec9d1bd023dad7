import { httpConf, site } from "../../nginx-conf.ts";
import { container } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-used-on-the-host",
  headline: "nginx does not start: host not found in upstream",
  config: (place) => httpConf(place, site("proxy_pass http://shop:80;")),
  containers: (place) => [["network", "create", "back"], container(place, { name: "shop", network: "back" })],
  proof: { refused: /host not found in upstream "shop"/ },
  expect: {
    firstCause: "container-network-mismatch",
    // what nginx says of itself
    alsoAcceptable: ["upstream-undefined"],
    verdict: "down",
  },
});
