import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "started-with-a-prefix",
  headline: "502 on a gateway with a prefix of its own",
  config: (place) => `${httpConf(place, "include routes/*.conf;")}`,
  files: () => ({ "routes/app.conf": site("proxy_pass http://10.77.0.2:8081;") }),
  gateway: false,
  running: ({ dir }, control) => control.startNginx(["-p", dir, "-c", "nginx.conf"], `${dir}/nginx.pid`),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
