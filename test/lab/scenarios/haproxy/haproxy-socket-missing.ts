import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-socket-missing",
  headline: "503, no server is available",
  config: (place) => haproxyConf(place, `server one ${place.dir}/app.sock`),
  proof: {
    ask: [{ status: 503 }],
  },
  expect: {
    firstCause: "unix-socket-missing",
    verdict: "down",
    subjects: (place) => [{ upstream: "api", endpoint: `unix:${place.dir}/app.sock` }],
  },
});
