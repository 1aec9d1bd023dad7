import { httpConf, site } from "../../nginx-conf.ts";
import { container, nginxContainer } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "no-network-in-common",
  headline: "502 from a gateway in a container: shop could not be resolved",
  config: (place) =>
    httpConf(place, site("resolver 10.89.1.1 valid=1s; set $shop shop; proxy_pass http://$shop:80;")),
  containers: (place) => [
    ["network", "create", "--subnet", "10.89.1.0/24", "edge"],
    ["network", "create", "--subnet", "10.89.2.0/24", "back"],
    container(place, { name: "shop", network: "back" }),
    nginxContainer(place, { name: "front", network: "edge", publish: "8080:8080" }),
  ],
  gateway: false,
  quiet: "the noise's certificates are no files of the gateway's container",
  proof: { ask: [{ status: 502 }], log: [/shop could not be resolved/] },
  expect: { firstCause: "container-network-mismatch", verdict: "down" },
});
