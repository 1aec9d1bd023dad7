import { httpConf, site } from "../../nginx-conf.ts";
import { container } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "killed",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [container(place, { name: "shop", publish: "8081:80" })],
  running: async (_place, control) => {
    await control.podman("kill", "shop");
    await control.untilContainer("shop", ".State.Status", /exited|stopped/);
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-not-running",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
