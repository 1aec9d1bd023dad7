import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `def app(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "fastcgi-to-gunicorn",
  headline: "502, closed or unsupported",
  config: (place) =>
    httpConf(
      place,
      site(
        "fastcgi_read_timeout 1s; fastcgi_param REQUEST_METHOD $request_method; fastcgi_pass 10.77.0.2:8081;",
      ),
    ),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP }],
  // It waits for the end of a line that never comes.
  proof: { ask: [{ status: 504 }], log: [/timed out.*while reading response header/] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
