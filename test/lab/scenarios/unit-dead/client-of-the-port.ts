import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "client-of-the-port",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({ "cache-check.service": serviceUnit({ exec: "/usr/bin/redis-cli -p 8081 ping" }) }),
  running: async (_place, control) => {
    await control.systemctl("start", "cache-check.service");
    await control.untilUnit("cache-check.service", "ActiveState", /failed|inactive/);
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    mustNotRoot: ["service-not-running"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
