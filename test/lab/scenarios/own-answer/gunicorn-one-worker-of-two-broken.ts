import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

// Every second worker that starts has lost its database.
const APP = `import os

with open("started", "a+") as started:
    started.write("x")
    started.flush()
    BROKEN = os.path.getsize("started") % 2 == 0

def app(environ, start):
    if BROKEN:
        raise RuntimeError("connection pool is broken")
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "gunicorn-one-worker-of-two-broken",
  headline: "500 on about half of the pages",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "gunicorn", at: "10.77.0.2:8081", source: APP, args: ["--workers", "2", "--max-requests", "1"] },
  ],
  proof: { ask: [{ status: [200, 500], times: 8 }], log: [] },
  expect: {
    firstCause: "application-error",
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
