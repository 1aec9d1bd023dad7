import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "disabled-and-another-serves",
  headline: "nothing is wrong, and a unit that is off names the port",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  services: () => [{ kind: "http", onGateway: true, at: "127.0.0.1:8081" }],
  units: () => ({ "shop.service": serviceUnit({ install: "[Install]\nWantedBy=multi-user.target\n" }) }),
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
