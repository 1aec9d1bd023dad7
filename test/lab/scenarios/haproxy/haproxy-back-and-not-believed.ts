import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

const REFUSES = `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 reject with tcp reset
  }
}`;

export default scenario({
  ...HAPROXY,
  id: "haproxy-back-and-not-believed",
  headline: "503 minutes after the app is back",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
server one 10.77.0.2:8081 check inter 300 downinter 20s rise 10`,
    ),
  serviceFirewall: REFUSES,
  services: () => [{ kind: "nginx", http: "server { listen 10.77.0.2:8081; return 200 ok; }" }],
  running: async (_place, control) => {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await control.serviceFirewall("flush ruleset");
  },
  proof: { ask: [{ pauseMs: 300, status: 503 }], log: [/DOWN/] },
  expect: {
    firstCause: "health-check-too-aggressive",
    alsoAcceptable: ["ejected-by-passive-checks"],
    verdict: "down",
  },
});
