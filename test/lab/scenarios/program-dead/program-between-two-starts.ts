import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "program-between-two-starts",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  programs: () => `[program:shop]
command=/bin/sh -c "exit 1" shop --port 8081
startretries=50
`,
  running: (_place, control) => control.untilProgram("shop", /BACKOFF/),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-crash-loop",
    // for a moment it is started once more
    alsoAcceptable: ["service-starting"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
