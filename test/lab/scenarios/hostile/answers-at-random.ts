import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `import random

def app(environ, start):
    status = random.choice(["200 OK", "302 Found", "404 Not Found", "500 Oops", "503 Busy"])
    start(status, [("Content-Type", "text/plain"), ("Location", "/%d" % random.randrange(9))])
    return [b"x" * random.randrange(9999)]
`;

export default scenario({
  id: "answers-at-random",
  headline: "another answer each time",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP }],
  proof: { ask: [{ status: [200, 302, 404, 500, 502, 503], times: 12 }], log: [/^/] },
  // Some answers serve and some do not; which one a probe meets is chance.
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["connection-closed-early"],
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
