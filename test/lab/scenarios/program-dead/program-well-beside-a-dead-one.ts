import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "program-well-beside-a-dead-one",
  headline: "nothing is wrong, and another program was given up",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  programs: () => `[program:shop]
command=/usr/bin/python3 -m http.server --bind 127.0.0.1 8081
[program:report]
command=/bin/false --port 9999
startretries=1
[program:client]
command=/usr/bin/curl http://127.0.0.1:8081/
autorestart=false
`,
  running: async (_place, control) => {
    await control.untilProgram("report", /FATAL/);
    await control.untilProgram("shop", /RUNNING/);
  },
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
