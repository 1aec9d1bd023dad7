import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-maintenance-page-for-any-host",
  headline: "503 for everybody, with a page of its own",
  ...HAPROXY,
  config: (place) => haproxyConf(place, "server a 10.77.0.2:8081 check inter 300"),
  services: () => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8081; location / { return 503 "<h1>We are down for maintenance</h1>"; } }`,
    },
  ],
  proof: { ask: [{ status: 503, body: /maintenance/ }] },
  expect: { firstCause: "application-error", alsoAcceptable: ["service-starting"], verdict: "down" },
});
