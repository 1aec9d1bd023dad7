import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "clickhouse-native-port",
  headline: "400 on every page",
  config: (place) => httpConf(place, site(`proxy_pass http://10.77.0.2:9000;`)),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:9000",
      onData: {
        reply:
          "HTTP/1.0 400 Bad Request\r\n\r\nPort 9000 is for clickhouse-client program\r\nYou must use port 8123 for HTTP.\r\n",
      },
    },
  ],
  proof: { ask: [{ status: 400 }], log: [] },
  expect: {
    firstCause: "wrong-service",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
