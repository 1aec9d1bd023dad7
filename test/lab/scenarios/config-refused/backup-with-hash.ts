import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "backup-with-hash",
  headline: "nginx does not start",
  config: (place) =>
    httpConf(
      place,
      `upstream app { ip_hash; server 10.77.0.2:8081; server 10.77.0.3:8081 backup; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  proof: { refused: /balancing method does not support parameter "backup"/ },
  expect: { firstCause: "backup-never-used", verdict: "down" },
});
