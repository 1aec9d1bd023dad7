import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "two-found-by-their-processes",
  headline: "502 on one of two gateways",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  files: (place) => ({
    "second/nginx.conf": httpConf(
      { ...place, noise: "", dir: `${place.dir}/second` },
      "server { listen 8090; location / { proxy_pass http://10.77.0.3:8081; } }",
    ),
  }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  find: true,
  running: async ({ dir }, control) => {
    await control.startNginx(["-c", `${dir}/nginx.conf`], `${dir}/nginx.pid`);
    await control.startNginx(["-c", `${dir}/second/nginx.conf`], `${dir}/second/nginx.pid`);
  },
  proof: { ask: [{ status: 200 }, { to: "127.0.0.1:8090", status: 502 }] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.3:8081", endpoint: "10.77.0.3:8081" }],
  },
});
