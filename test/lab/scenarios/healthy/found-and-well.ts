import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "found-and-well",
  headline: "all is healthy, wherever the config is",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  find: true,
  running: ({ dir }, control) => control.startNginx(["-c", `${dir}/nginx.conf`], `${dir}/nginx.pid`),
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
