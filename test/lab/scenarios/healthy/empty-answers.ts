import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "empty-answers",
  headline: "all is healthy, and the page is empty",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "tcp", at: "10.77.0.2:8081", onData: { reply: "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n" } },
  ],
  proof: { ask: [{ status: 204 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
