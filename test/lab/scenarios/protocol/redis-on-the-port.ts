import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "redis-on-the-port",
  headline: "clients see garbage",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:6379;")),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:6379",
      onData: { reply: "-ERR wrong number of arguments for 'get' command\r\n", after: "close" },
    },
  ],
  proof: { ask: [{ status: 0, body: /-ERR/ }], log: [/no valid HTTP\/1\.0 header/] },
  expect: {
    firstCause: "wrong-service",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:6379", endpoint: "10.77.0.2:6379" }],
  },
});
