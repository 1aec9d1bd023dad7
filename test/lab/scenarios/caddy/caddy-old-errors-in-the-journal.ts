import { CADDY } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-old-errors-in-the-journal",
  headline: "nothing is wrong any more",
  config: (place) => `{
  admin unix//${place.dir}/admin.sock
  auto_https off
}

:8080 {
  reverse_proxy 10.77.0.2:8081
}
`,
  journal: () =>
    Array.from({ length: 12 }, (_, index) => ({
      agoMs: 600_000 - 1_000 * index,
      text: `{"level":"error","ts":${Date.now() / 1_000 - 600 + index},"logger":"http.log.error","msg":"dial tcp 10.77.0.2:8081: connect: connection refused","request":{"method":"GET","host":"api","uri":"/","headers":{}},"duration":0.001,"status":502}`,
    })),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }], log: [/serving initial configuration/] },
  expect: { firstCause: null, verdict: "healthy" },
});
