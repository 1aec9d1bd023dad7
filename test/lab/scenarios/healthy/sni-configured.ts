import { choosyServer, httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sni-configured",
  headline: "all is well",
  config: (place) =>
    httpConf(
      place,
      `upstream backend { server 10.77.0.2:8443; }\n${site("proxy_set_header Host api.internal; proxy_ssl_server_name on; proxy_ssl_name api.internal; proxy_pass https://backend;")}`,
    ),
  services: (place) => [{ kind: "nginx", http: choosyServer(place) }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
