import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

// A worker dies on every third request that the service gets, counted beside it since the worker forgets.
const APP = `import os

def app(environ, start):
    with open("count", "a+") as count:
        count.write("x")
        count.flush()
        if os.path.getsize("count") % 3 == 0:
            os._exit(1)
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "gunicorn-one-worker-of-three-dies",
  headline: "502 on some requests, closed prematurely",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP }],
  proof: { ask: [{ status: [200, 502], times: 9 }], log: [/upstream prematurely closed connection/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["service-dies-on-request"],
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
