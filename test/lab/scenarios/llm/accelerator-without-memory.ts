import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

const WORDS =
  "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.6 GiB";

export default scenario({
  id: "accelerator-without-memory",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  units: () => ({
    "model.service": serviceUnit({
      exec: `/bin/sh -c 'echo "${WORDS}" >&2; exit 1' serve --port 8081`,
      unit: "StartLimitIntervalSec=0",
      service: "Restart=always\nRestartSec=300ms",
    }),
  }),
  running: async (_place, control) => {
    await control.systemctl("start", "model.service");
    await control.untilUnit("model.service", "NRestarts", /^[3-9]/);
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "gpu-memory-exhausted",
    alsoAcceptable: ["service-crash-loop"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
