import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "well-with-an-old-crash",
  headline: "nothing is wrong, and the journal has an old crash",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({ "shop.service": serviceUnit({ service: "Restart=always\nRestartSec=100ms" }) }),
  before: async (_place, control) => {
    await control.systemctl("start", "shop.service");
    await control.systemctl("kill", "--signal=KILL", "shop.service");
    await control.untilUnit("shop.service", "NRestarts", /^1/);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  },
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
