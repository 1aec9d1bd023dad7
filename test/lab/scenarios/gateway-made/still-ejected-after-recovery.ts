import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "still-ejected-after-recovery",
  headline: "502 on every page, no live upstreams, and the services are back",
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
    tcp dport 8081 reject with tcp reset
  }
}`,
  running: async (_place, control) => {
    await control.ask([{ status: 502 }]);
    await control.serviceFirewall("flush ruleset\n");
  },
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }, { status: 502 }], log: [/no live upstreams/] },
  expect: {
    firstCause: "ejected-by-passive-checks",
    verdict: "down",
    alsoVerdict: "degraded",
  },
});
