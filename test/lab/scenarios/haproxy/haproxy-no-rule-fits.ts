import { HAPROXY } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-no-rule-fits",
  headline: "503, no server is available",
  // a slip of the pen: the path that users ask for begins otherwise
  config: () => `global
    log stdout format raw local0 info

defaults
    log global
    mode http
    option httplog
    timeout connect 2s
    timeout client 10s
    timeout server 10s

frontend web
    bind :8080
    acl is_api path_beg /apis/
    use_backend api if is_api

backend api
    server one 10.77.0.2:8081 check inter 200
`,
  uhcArgs: (place) => ["--log", `${place.dir}/error.log`],
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: Array.from({ length: 8 }, () => ({ path: "/api/users", status: 503 })),
    log: [/web\/<NOSRV>/],
  },
  expect: {
    firstCause: "no-matching-route",
    verdict: "degraded",
  },
});
