import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "backups-dead-and-the-primary-switched-off",
  headline: "502, connection refused",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081 down; server 10.77.0.3:8081 backup; server 10.77.0.4:808 backup; }
${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 502 }], log: [/refused/] },
  expect: { firstCause: "port-refused", alsoAcceptable: ["upstream-all-down"], verdict: "down" },
});
