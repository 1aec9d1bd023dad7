import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "maintenance-page",
  headline: "503 on every page, switched on by a file",
  config: (place) =>
    httpConf(
      place,
      `server {
    listen 8080;
    error_page 503 /maintenance.html;
    location = /maintenance.html { root ${place.dir}/www; }
    location / {
      if (-f ${place.dir}/maintenance.on) { return 503; }
      proxy_pass http://10.77.0.2:8081;
    }
  }`,
    ),
  files: () => ({ "www/maintenance.html": "back at noon\n", "maintenance.on": "" }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 503, body: /back at noon/ }] },
  // The upstream is alive; the page is the operator's intent.
  expect: { firstCause: null, verdict: "healthy" },
});
