import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "host-header-set",
  headline: "all is well with the right Host",
  config: (place) =>
    httpConf(
      place,
      `upstream backend { server 10.77.0.2:8081; }\n${site("proxy_set_header Host api.internal; proxy_pass http://backend;")}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { host: "api.internal" } }, { status: 421 }] },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
