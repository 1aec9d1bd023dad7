import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "restarted-and-well",
  headline: "a few 502 some seconds ago, and well since",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({ "shop.service": serviceUnit() }),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  proven: async (_place, control) => {
    await control.systemctl("start", "shop.service");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  },
  expect: { firstCause: null, verdict: "healthy" },
});
