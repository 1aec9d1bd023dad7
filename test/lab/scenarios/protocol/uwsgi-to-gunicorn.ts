import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `def app(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "uwsgi-to-gunicorn",
  headline: "502 or 504",
  config: (place) =>
    httpConf(
      place,
      site(`uwsgi_read_timeout 1s; uwsgi_param REQUEST_METHOD $request_method; uwsgi_pass 10.77.0.2:8081;`),
    ),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP }],
  proof: { ask: [{ status: [400, 502, 504] }], log: [/upstream/] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
