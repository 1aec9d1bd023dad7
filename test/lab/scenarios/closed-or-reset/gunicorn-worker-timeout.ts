import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `import time

def app(environ, start):
    time.sleep(20)
`;

export default scenario({
  id: "gunicorn-worker-timeout",
  headline: "502 after a second, closed prematurely",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP, args: ["--timeout", "1"] }],
  proof: { ask: [{ status: 502 }], log: [/upstream prematurely closed connection/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["service-dies-on-request"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
