import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "scgi-to-http",
  headline: "502",
  config: (place) =>
    httpConf(
      place,
      site(`scgi_read_timeout 1s; scgi_param REQUEST_METHOD $request_method; scgi_pass 10.77.0.2:8081;`),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: [400, 502, 504] }], log: [] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
