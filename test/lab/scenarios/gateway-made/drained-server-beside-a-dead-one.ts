import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "drained-server-beside-a-dead-one",
  headline: "502 on every page, one server switched off on purpose",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081 down; server 10.77.0.3:8081; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "app", endpoint: "10.77.0.3:8081" }],
  },
});
