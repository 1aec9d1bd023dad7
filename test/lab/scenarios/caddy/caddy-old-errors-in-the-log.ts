import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-old-errors-in-the-log",
  headline: "nothing is wrong any more",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    "error.log":
      `{"level":"error","ts":${Date.now() / 1000 - 600},"logger":"http.log.error","msg":"dial tcp 10.77.0.2:8081: connect: connection refused","request":{"method":"GET","host":"api","uri":"/","headers":{}},"duration":0.001,"status":502}\n`.repeat(
        12,
      ),
  }),
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
