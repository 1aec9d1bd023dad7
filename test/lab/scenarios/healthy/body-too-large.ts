import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "body-too-large",
  headline: "413 to one user who uploads",
  config: (place) =>
    httpConf(place, `client_max_body_size 1k;\n${site("proxy_pass http://10.77.0.2:8081;")}`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ status: 200 }, { method: "POST", headers: "Content-Length: 4096\r\n", status: 413 }],
    log: [/client intended to send too large body/],
  },
  // The gateway's own word to one client: no upstream was asked.
  expect: { firstCause: null, verdict: "healthy" },
});
