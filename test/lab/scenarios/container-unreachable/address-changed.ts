import { httpConf, site } from "../../nginx-conf.ts";
import { container, nginxContainer } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "address-changed",
  headline: "502 since the service's container was made again",
  config: (place) => httpConf(place, site("proxy_pass http://shop:80; proxy_connect_timeout 5s;")),
  containers: (place) => [
    ["network", "create", "edge"],
    container(place, { name: "shop", network: "edge" }),
    nginxContainer(place, { name: "front", network: "edge", publish: "8080:8080" }),
  ],
  gateway: false,
  quiet: "the noise's certificates are no files of the gateway's container",
  running: async (place, control) => {
    await control.untilAnswers("127.0.0.1:8080");
    await control.podman("rm", "--force", "--time", "0", "shop");
    await control.podman(...container(place, { name: "shop", network: "edge" }));
  },
  proof: { ask: [{ status: [502, 504] }], log: [/while connecting to upstream/] },
  expect: { firstCause: "dns-stale-address", verdict: "down", alsoVerdict: "degraded" },
});
