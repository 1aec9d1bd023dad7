import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";
import { serviceUnit } from "../../systemd.ts";

export default scenario({
  id: "disabled-and-another-closes",
  headline: "502, closed before a header, and a unit that is off names the port",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  services: () => [{ kind: "tcp", onGateway: true, at: "127.0.0.1:8081", onData: "close" }],
  units: () => ({ "shop.service": serviceUnit({ install: "[Install]\nWantedBy=multi-user.target\n" }) }),
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["connection-reset"],
    mustNotRoot: ["service-not-running", "service-dies-on-request"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
