import { readFileSync, writeFileSync } from "node:fs";
import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "proxy-header-before-tls",
  headline: "all is healthy, a PROXY header goes before the handshake",
  config: (place) =>
    streamConf(place, "server { listen 8080; proxy_protocol on; proxy_ssl on; proxy_pass 10.77.0.2:8443; }"),
  services: (place) => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8443",
      config: `frontend app\n  bind 10.77.0.2:8443 accept-proxy ssl crt ${place.dir}/pair.pem\n  http-request return status 200 content-type text/plain string ok`,
    },
  ],
  before: (place) =>
    writeFileSync(
      `${place.dir}/pair.pem`,
      readFileSync(`${place.pki}/api.pem`, "utf8") + readFileSync(`${place.pki}/api.key`, "utf8"),
    ),
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
