import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-backend-unknown",
  headline: "it does not start",
  config: (place) =>
    haproxyConf(place, "server one 10.77.0.2:8081").replace(
      "default_backend api",
      "use_backend apis if { path_beg /api }\n    default_backend api",
    ),
  proof: { refused: /unable to find required use_backend: .apis./ },
  expect: {
    firstCause: "upstream-undefined",
    verdict: "down",
    alsoVerdict: "degraded",
  },
});
