import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `def app(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "gunicorn-socket",
  headline: "all is healthy, gunicorn on a socket",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/app.sock;`)),
  services: (place) => [
    { kind: "gunicorn", at: `unix:${place.dir}/app.sock`, source: APP, args: ["--workers", "2"] },
  ],
  proof: { ask: [{ status: 200, times: 3 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
