import { readFileSync, writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sni-routed-without-a-default",
  headline: "502, closed in the handshake",
  config: (place) => httpConf(place, site(`proxy_pass https://api.internal:8443;`)),
  services: (place) => [
    {
      kind: "haproxy",
      at: ["10.77.0.2:8443", "10.77.0.3:8444"],
      config: `frontend sni\n  mode tcp\n  bind 10.77.0.2:8443\n  tcp-request inspect-delay 2s\n  tcp-request content accept if { req.ssl_hello_type 1 }\n  use_backend app if { req.ssl_sni -i api.internal }\nbackend app\n  mode tcp\n  server one 10.77.0.3:8444\nfrontend app-https\n  bind 10.77.0.3:8444 ssl crt ${place.dir}/pair.pem\n  http-request return status 200 content-type text/plain string ok`,
    },
  ],
  hosts: "10.77.0.2 api.internal",
  before: (place) =>
    writeFileSync(
      `${place.dir}/pair.pem`,
      readFileSync(`${place.pki}/api.pem`, "utf8") + readFileSync(`${place.pki}/api.key`, "utf8"),
    ),
  proof: { ask: [{ status: 502 }], log: [/while SSL handshaking to upstream/] },
  expect: {
    firstCause: "tls-sni-required",
    verdict: "down",
    subjects: [{ upstream: "api.internal:8443", endpoint: "api.internal:8443" }],
  },
});
