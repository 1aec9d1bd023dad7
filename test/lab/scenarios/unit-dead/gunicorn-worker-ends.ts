import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "gunicorn-worker-ends",
  headline: "502, closed before a header",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  files: () => ({ "shop.py": "import os\ndef app(environ, start_response):\n    os._exit(1)\n" }),
  units: (place) => ({
    "shop.service": serviceUnit({
      exec: `/usr/bin/gunicorn --chdir ${place.dir} --bind 127.0.0.1:8081 --workers 2 shop:app`,
    }),
  }),
  before: async (_place, control) => {
    await control.systemctl("start", "shop.service");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  },
  proof: { ask: [{ status: 502, pauseMs: 1_500 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "service-dies-on-request",
    // Where the host is looked at before the master has replaced its worker.
    alsoAcceptable: ["connection-closed-early"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
  timing: true,
});
