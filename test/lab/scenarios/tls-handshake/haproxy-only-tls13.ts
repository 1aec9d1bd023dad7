import { readFileSync, writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-only-tls13",
  headline: "502, handshake failed",
  config: (place) =>
    httpConf(
      place,
      site("proxy_ssl_server_name on; proxy_ssl_protocols TLSv1.2; proxy_pass https://api.internal:8443;"),
    ),
  hosts: "10.77.0.2 api.internal",
  services: (place) => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8443",
      config: `frontend app\n  bind 10.77.0.2:8443 ssl crt ${place.dir}/pair.pem ssl-min-ver TLSv1.3\n  http-request return status 200 content-type text/plain string ok`,
    },
  ],
  before: (place) =>
    writeFileSync(
      `${place.dir}/pair.pem`,
      readFileSync(`${place.pki}/api.pem`, "utf8") + readFileSync(`${place.pki}/api.key`, "utf8"),
    ),
  proof: { ask: [{ status: 502 }], log: [/alert number 70/] },
  expect: {
    firstCause: "tls-version-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api.internal:8443", endpoint: "api.internal:8443" }],
  },
});
