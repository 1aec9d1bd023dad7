import { readFileSync, writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "plaintext-to-haproxy-tls",
  headline: "502, closed prematurely",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8443",
      config: `frontend app\n  bind 10.77.0.2:8443 ssl crt ${place.dir}/pair.pem \n  http-request return status 200 content-type text/plain string ok`,
    },
  ],
  before: (place) =>
    writeFileSync(
      `${place.dir}/pair.pem`,
      readFileSync(`${place.pki}/api.pem`, "utf8") + readFileSync(`${place.pki}/api.key`, "utf8"),
    ),
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "plaintext-to-tls-port",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
