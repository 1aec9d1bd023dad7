import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "two-gateways",
  headline: "all is well on both gateways",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  files: (place) => ({
    "second/nginx.conf": httpConf(
      { ...place, noise: "", dir: `${place.dir}/second` },
      "server { listen 8090; location / { proxy_pass http://10.77.0.3:8081; } }",
    ),
  }),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  running: ({ dir }, control) =>
    control.startNginx(["-c", `${dir}/second/nginx.conf`], `${dir}/second/nginx.pid`),
  uhcArgs: ({ dir }) => ["-c", `${dir}/second/nginx.conf`],
  proof: { ask: [{ status: 200 }, { to: "127.0.0.1:8090", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
