import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-of-the-client-verified",
  headline: "all is healthy, the certificate is that of the client's host",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_server_name on; proxy_ssl_name $host; proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_set_header Host $host; proxy_pass https://10.77.0.2:8443;`,
      ),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ host: "api.internal", status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "unknown", alsoVerdict: "healthy", notChecked: /host|name/i },
  quiet: "an access log without peers tells whose answer it was only where there is one endpoint",
});
