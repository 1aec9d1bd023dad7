import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "port-in-an-environment-file",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  files: () => ({ "shop.env": "# where it listens\nPORT='8081'\n" }),
  units: (place) => ({
    "shop.service": serviceUnit({
      exec: "/bin/sh -c 'exit 3'",
      service: `EnvironmentFile=${place.dir}/shop.env`,
    }),
  }),
  running: async (_place, control) => {
    await control.systemctl("start", "shop.service");
    await control.untilUnit("shop.service", "ActiveState", /failed/);
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-not-running",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
