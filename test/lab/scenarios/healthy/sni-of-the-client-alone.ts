import { choosyServer, httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sni-of-the-client-alone",
  headline: "all is healthy, the service knows its server name",
  config: (place) =>
    httpConf(
      place,
      site(
        "proxy_ssl_server_name on; proxy_ssl_name $host; proxy_set_header Host $host; proxy_pass https://10.77.0.2:8443;",
      ),
    ),
  services: (place) => [{ kind: "nginx", http: choosyServer(place) }],
  proof: { ask: [{ host: "api.internal", status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "unknown", alsoVerdict: "healthy", notChecked: /host|name/i },
  quiet: "an access log without peers tells whose answer it was only where there is one endpoint",
});
