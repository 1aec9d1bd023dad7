import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-rule-refuses-few-well",
  headline: "nothing is wrong",
  // a scanner is turned away, as it is meant to be
  config: (place) =>
    haproxyConf(place, "server one 10.77.0.2:8081 check").replace(
      "default_backend api",
      "http-request deny deny_status 429 if { path_beg /wp- }\n    default_backend api",
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { status: 200, times: 12 },
      { path: "/wp-login.php", status: 429, times: 4 },
    ],
    log: [/PR--/],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
