import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "socket-starts-what-fails",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({
    "shop.socket":
      "[Unit]\nDefaultDependencies=no\n[Socket]\nListenStream=127.0.0.1:8081\nTriggerLimitIntervalSec=10s\nTriggerLimitBurst=2\n",
    "shop.service": serviceUnit({ exec: "/bin/false" }),
  }),
  running: async (_place, control) => {
    await control.systemctl("start", "shop.socket");
  },
  proof: { ask: [{ status: [502, 504], times: 3 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-not-running",
    alsoAcceptable: ["service-crash-loop"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
