import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "program-given-up",
  headline: "502, nothing listens on 8081",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  programs: () => `[program:shop]
command=/bin/sh -c "echo 'Error: listen EADDRINUSE: address already in use' >&2; exit 3" shop --port 8081
startretries=1
`,
  running: (_place, control) => control.untilProgram("shop", /FATAL/),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-crash-loop",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
