import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const long = (letter: string): string => [1, 2, 3].map(() => letter.repeat(60)).join(".");
const CHAIN = `api IN CNAME ${long("a")}
${long("a")} IN CNAME ${long("b")}
${long("b")} IN CNAME ${long("c")}
${long("c")} IN A 10.77.0.2`;

export default scenario({
  id: "answer-too-large-for-udp",
  headline: "502, operation timed out, for one name",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 ipv6=off; resolver_timeout 2s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    {
      kind: "bind",
      at: "10.77.0.2",
      options: "recursion no; minimal-responses yes;",
      zones: { internal: CHAIN },
    },
  ],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 53 drop
  }
}`,
  proof: {
    ask: [{ status: [502, 504] }],
    log: [/api\.internal could not be resolved \(110: Operation timed out\)/],
  },
  timing: true,
  // A chain of long aliases does not fit into 512 bytes; the question over TCP never arrives.
  expect: {
    firstCause: "dns-resolver-unreachable",
    verdict: "down",
    alsoVerdict: "degraded",
  },
});
