import { httpConf, site } from "../../nginx-conf.ts";
import { container } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "engine-closed",
  headline: "502, nothing listens on 8081, and the engine's socket is root's",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [
    container(place, { name: "shop", publish: "8081:80", command: ["/bin/sh", "-c", "exit 3"] }),
  ],
  asNobody: true,
  running: (_place, control) => control.untilContainer("shop", ".State.Status", /exited|stopped/),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: { firstCause: "port-refused", verdict: "down", notChecked: /containers of .*podman.sock/ },
});
