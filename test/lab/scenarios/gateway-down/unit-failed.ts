import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "unit-failed",
  headline: "nothing answers on the gateway's port",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  units: (place) => ({
    "edge.service": serviceUnit({
      exec: `/usr/sbin/nginx -c ${place.dir}/nginx.conf -g "daemon off;"`,
      service: "TimeoutStopSec=1s",
    }),
  }),
  gateway: false,
  running: async (_place, control) => {
    await control.systemctl("start", "edge.service");
    await control.untilUnit("edge.service", "SubState", /running/);
    await control.systemctl("kill", "--kill-whom=all", "--signal=KILL", "edge.service");
    await control.untilUnit("edge.service", "ActiveState", /failed/);
  },
  proof: { ask: [{ status: -1 }] },
  expect: { firstCause: "gateway-not-running", verdict: "down" },
});
