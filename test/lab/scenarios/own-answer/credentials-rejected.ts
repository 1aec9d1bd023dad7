import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "credentials-rejected",
  headline: "401 on every page",
  config: (place) =>
    httpConf(
      place,
      site('proxy_set_header Authorization "Bearer of-last-year"; proxy_pass http://10.77.0.2:8081;'),
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 401, headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' } }],
    },
  ],
  proof: { ask: [{ status: 401 }], log: [] },
  // The config itself sends the credentials, so this 401 is not the user's.
  expect: {
    firstCause: "health-auth-required",
    alsoAcceptable: ["health-status-unexpected"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
