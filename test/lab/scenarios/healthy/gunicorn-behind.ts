import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `def app(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "gunicorn-behind",
  headline: "all is healthy, gunicorn behind nginx",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
