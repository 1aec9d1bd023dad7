import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "request-header-too-large",
  headline: "400 to one user with many cookies",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ status: 200 }, { headers: `Cookie: ${"x".repeat(9000)}\r\n`, status: 400, body: /Too Large/ }],
  },
  // nginx logs it at level info alone, and no upstream was asked.
  expect: { firstCause: null, verdict: "healthy" },
});
