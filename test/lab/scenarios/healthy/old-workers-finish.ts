import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "old-workers-finish",
  headline: "all is healthy, old workers still serve their last connections",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/slow" }, delayMs: 20_000 }, {}] },
  ],
  running: async (_place, control) => {
    await control.hold({ to: "127.0.0.1:8080", count: 1, send: "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" });
    control.signalGateway("SIGHUP");
    await new Promise((resolve) => setTimeout(resolve, 500));
  },
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
