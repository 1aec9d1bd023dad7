import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "program-stopped-by-hand",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  programs: () => `[program:shop]
command=/usr/bin/python3 -m http.server --bind 127.0.0.1 8081
`,
  running: async (_place, control) => {
    await control.untilProgram("shop", /RUNNING/);
    await control.supervisorctl("stop", "shop");
  },
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-not-running",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
