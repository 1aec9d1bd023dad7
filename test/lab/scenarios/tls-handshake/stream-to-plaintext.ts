import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-to-plaintext",
  headline: "TCP clients are cut at once",
  config: (place) => streamConf(place, "server { listen 7000; proxy_ssl on; proxy_pass 10.77.0.2:8081; }"),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ to: "127.0.0.1:7000", as: "raw", send: "GET / HTTP/1.0\r\n\r\n", status: -2 }],
    log: [/wrong version number/],
  },
  expect: {
    firstCause: "tls-to-plaintext-port",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
