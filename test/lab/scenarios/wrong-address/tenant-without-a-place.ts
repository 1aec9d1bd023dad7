import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "tenant-without-a-place",
  headline: "500 for one tenant, invalid URL prefix",
  config: (place) =>
    httpConf(
      place,
      `map $http_x_tenant $backend { default http://10.77.0.2:8081; beta ""; }\n${site("proxy_pass $backend;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { status: 200, times: 5 },
      { headers: "X-Tenant: beta\r\n", status: 500, times: 5 },
    ],
    log: [/invalid URL prefix in ""/],
  },
  expect: {
    firstCause: "upstream-address-invalid",
    alsoAcceptable: ["upstream-undefined"],
    verdict: "degraded",
    mustNotRoot: ["application-error"],
  },
});
