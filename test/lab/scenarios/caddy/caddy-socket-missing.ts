import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-socket-missing",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy unix/${place.dir}/app.sock`),
  proof: { ask: [{ status: 502 }], log: [/no such file or directory/] },
  expect: {
    firstCause: "unix-socket-missing",
    verdict: "down",
    subjects: (place) => [{ endpoint: `unix:${place.dir}/app.sock` }],
  },
});
