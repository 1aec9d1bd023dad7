import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const FORMAT = `log_format up '$remote_addr [$time_local] "$request" $status $upstream_addr $upstream_status $upstream_header_time';`;

export default scenario({
  id: "green-and-every-page-fails",
  headline: "500 on every page, and the health path answers 200",
  config: (place) =>
    httpConf(
      place,
      `${FORMAT}
access_log ${place.dir}/up.log up;
${site("proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/health" }, body: "ok" }, { status: 500 }],
    },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 500, times: 15 }], log: [] },
  expect: {
    firstCause: "application-error",
    alsoContributing: ["health-check-proves-nothing"],
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
