import { httpConf, site } from "../../nginx-conf.ts";
import { container } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "restarted-again-and-again",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [
    container(place, {
      name: "shop",
      publish: "8081:80",
      options: ["--restart", "always"],
      command: ["/bin/sh", "-c", "sleep 0.2; exit 1"],
    }),
  ],
  running: (_place, control) => control.untilContainer("shop", ".RestartCount", /^([3-9]|\d\d)/),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-crash-loop",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
