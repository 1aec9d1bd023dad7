import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "crash-loop",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({
    "shop.service": serviceUnit({
      exec: '/bin/sh -c "sleep 0.2; exit 1" shop --port 8081',
      unit: "StartLimitIntervalSec=0",
      service: "Restart=always\nRestartSec=300ms",
    }),
  }),
  running: async (_place, control) => {
    await control.systemctl("start", "shop.service");
    await control.untilUnit("shop.service", "NRestarts", /^[3-9]/);
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-crash-loop",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
