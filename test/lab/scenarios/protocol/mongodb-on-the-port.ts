import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "mongodb-on-the-port",
  headline: "a page about a driver port",
  config: (place) => httpConf(place, site(`proxy_pass http://10.77.0.2:27017;`)),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:27017",
      onData: {
        reply:
          "HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 85\r\n\r\nIt looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n",
      },
    },
  ],
  proof: { ask: [{ status: 200, body: /MongoDB/ }], log: [] },
  expect: {
    firstCause: "wrong-service",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:27017", endpoint: "10.77.0.2:27017" }],
  },
});
