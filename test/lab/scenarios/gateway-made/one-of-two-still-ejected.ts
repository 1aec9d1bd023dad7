import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-of-two-still-ejected",
  headline: "all load on one server, and the other is back",
  config: (place) =>
    httpConf(
      place,
      `upstream app {
    server 10.77.0.2:8081 max_fails=1 fail_timeout=120s;
    server 10.77.0.3:8081 max_fails=1 fail_timeout=120s;
  }
${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    ip daddr 10.77.0.3 tcp dport 8081 reject with tcp reset
  }
}`,
  running: async (_place, control) => {
    await control.ask([{ status: 200, times: 3 }]);
    await control.serviceFirewall("flush ruleset\n");
  },
  proof: {
    ask: [
      { to: "10.77.0.3:8081", status: 200 },
      { status: 200, times: 2 },
    ],
    log: [/111: Connection refused.*10\.77\.0\.3/],
  },
  // Users are served; that the gateway keeps one out for two minutes more is at most a note.
  expect: { firstCause: null, verdict: "healthy", alsoVerdict: "degraded" },
});
