import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-found-by-its-process",
  headline: "503, and nobody knows where the config is",
  find: true,
  config: (place) => haproxyConf(place, "server one 10.77.0.2:8081").replace(/^backend api\n[\s\S]*/m, ""),
  files: () => ({
    "conf.d/api.cfg": "backend api\n    server one 10.77.0.2:8081\n    server two 10.77.0.3:8081\n",
  }),
  services: () => [{ kind: "http", at: "10.77.0.3:8081" }],
  running: async (place, control) =>
    control.startHaproxy(
      ["-W", "-db", "-f", `${place.dir}/haproxy.cfg`, "-f", `${place.dir}/conf.d`],
      "0.0.0.0:8080",
    ),
  proof: { ask: [{ status: [200, 503], times: 4 }] },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
