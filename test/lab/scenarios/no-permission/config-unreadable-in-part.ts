import { chmodSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "config-unreadable-in-part",
  headline: "502, and a part of the config may not be read",
  config: (place) =>
    httpConf(place, `include ${place.dir}/secret.conf;\n${site("proxy_pass http://10.77.0.2:8081;")}`),
  files: () => ({ "secret.conf": "upstream vault { server 10.77.0.3:8200; }\n" }),
  running: (place) => chmodSync(`${place.dir}/secret.conf`, 0o600),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  asNobody: true,
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
    notChecked: /secret\.conf/,
  },
});
