import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-map-names-no-backend",
  headline: "503 for one of the hosts",
  config: (place) =>
    haproxyConf(place, "server one 10.77.0.2:8081 check").replace(
      "default_backend api",
      `use_backend %[req.hdr(host),lower,map(${place.dir}/hosts.map)]`,
    ),
  files: () => ({ "hosts.map": "api.gateway.test api\ngateway.test apis\n" }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ host: "api.gateway.test", status: 200 }, { status: 503 }],
    log: [/web\/<NOSRV>/],
  },
  expect: {
    firstCause: "upstream-undefined",
    alsoAcceptable: ["no-matching-route"],
    verdict: "down",
    alsoVerdict: "degraded",
  },
});
