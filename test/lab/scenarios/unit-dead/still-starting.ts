import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "still-starting",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({
    "shop.service": serviceUnit({
      exec: "/bin/sleep 600",
      service: "Type=notify\nTimeoutStartSec=infinity\nEnvironment=PORT=8081",
    }),
  }),
  running: async (_place, control) => {
    await control.systemctl("start", "--no-block", "shop.service");
    await control.untilUnit("shop.service", "ActiveState", /activating/);
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-starting",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
