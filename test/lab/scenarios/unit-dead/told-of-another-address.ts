import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "told-of-another-address",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({
    "shop.service": serviceUnit({ exec: "/usr/bin/python3 -m http.server --bind 10.77.0.3 8081" }),
  }),
  running: async (_place, control) => {
    await control.systemctl("start", "shop.service");
    await control.untilUnit("shop.service", "ActiveState", /failed/);
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    mustNotRoot: ["service-not-running"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
