import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const APP = `def app(environ, start):
    cookies = [("Set-Cookie", "part%d=%s" % (n, "x" * 1000)) for n in range(6)]
    start("200 OK", [("Content-Type", "text/plain")] + cookies)
    return [b"ok"]
`;

export default scenario({
  id: "cookies-of-gunicorn-too-large",
  headline: "502 for users who are logged in, too big header",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP }],
  proof: { ask: [{ status: 502 }], log: [/upstream sent too big header/] },
  expect: {
    firstCause: "response-headers-too-large",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
