import { CADDY } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-two-sites-two-faults",
  headline: "two sites, two troubles",
  config: (place) => `{
  admin off
  auto_https off
  log {
    output file ${place.dir}/error.log
  }
}
http://a.test:8080 {
  reverse_proxy 10.77.0.2:8081
}
http://b.test:8080 {
  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls_trusted_ca_certs ${place.pki}/root.pem
      tls_server_name api.internal
    }
  }
}
`,
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "expired" } }],
  proof: {
    ask: [
      { host: "a.test", status: 502 },
      { host: "b.test", status: 502 },
    ],
    log: [/refused/, /expired/],
  },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["tls-certificate-expired"],
    alsoRoot: ["tls-certificate-expired", "port-refused"],
    verdict: "down",
  },
});
