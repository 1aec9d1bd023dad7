import { httpConf, site } from "../../nginx-conf.ts";
import { container } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "another-serves-in-its-place",
  headline: "nothing is wrong, and a container of the same port was left behind",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [
    container(place, { name: "old", publish: "8081:80", command: ["/bin/sh", "-c", "exit 137"] }),
    container(place, { name: "shop", publish: "8081:80" }),
  ],
  running: (_place, control) => control.untilAnswers("127.0.0.1:8081"),
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
