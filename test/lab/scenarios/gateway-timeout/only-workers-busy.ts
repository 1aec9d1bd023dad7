import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `import time

def app(environ, start):
    if environ["PATH_INFO"] == "/report":
        time.sleep(100)
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "only-workers-busy",
  headline: "504, the service accepts and never answers",
  config: (place) => httpConf(place, site("proxy_read_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP }],
  running: (_place, control) =>
    control.hold({ to: "10.77.0.2:8081", count: 1, send: "GET /report HTTP/1.1\r\nHost: x\r\n\r\n" }),
  // The only worker makes a report for a minute.
  proof: { ask: [{ status: 504 }], log: [/upstream timed out.*while reading response header/] },
  expect: {
    firstCause: "service-hung",
    alsoAcceptable: ["service-overloaded"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
