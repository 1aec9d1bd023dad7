import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "no-unit-names-the-port",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({ "mail.service": serviceUnit({ exec: "/bin/false --upstream 127.0.0.1:8081" }) }),
  running: async (_place, control) => {
    await control.systemctl("start", "mail.service");
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    mustNotRoot: ["service-not-running"],
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
