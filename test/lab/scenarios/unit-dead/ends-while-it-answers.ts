import { httpConf, site } from "../../nginx-conf.ts";
import { EXITS } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "ends-while-it-answers",
  headline: "502, closed before a header",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  // Nothing in the unit names the port.
  files: () => ({
    "shop.py": EXITS.replace("flags.parse_args()", 'flags.parse_args(["--bind=127.0.0.1", "--port=8081"])'),
  }),
  units: (place) => ({
    "shop.service": serviceUnit({
      exec: `/usr/bin/python3 ${place.dir}/shop.py`,
      unit: "StartLimitIntervalSec=0",
      service: "Restart=always\nRestartSec=100ms",
    }),
  }),
  before: async (_place, control) => {
    await control.systemctl("start", "shop.service");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  },
  proof: { ask: [{ status: 502, pauseMs: 1_000 }], log: [/prematurely closed|104: Connection reset/] },
  proven: () => new Promise((resolve) => setTimeout(resolve, 1_500)),
  expect: {
    firstCause: "service-dies-on-request",
    alsoAcceptable: ["service-crash-loop"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
