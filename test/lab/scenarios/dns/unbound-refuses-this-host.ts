import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "unbound-refuses-this-host",
  headline: "502, operation refused",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 ipv6=off; resolver_timeout 2s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  // unbound refuses without the question, which nginx does not take for an answer.
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    {
      kind: "unbound",
      at: "10.77.0.2",
      config: '  local-data: "api.internal. A 10.77.0.2"\n  access-control: 10.77.0.1/32 refuse',
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/invalid number of questions in DNS response/] },
  expect: {
    firstCause: "dns-server-failure",
    alsoAcceptable: ["dns-resolver-unreachable"],
    verdict: "down",
  },
});
