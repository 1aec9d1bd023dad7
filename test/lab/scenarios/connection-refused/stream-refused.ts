import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-refused",
  headline: "TCP clients are cut at once",
  config: (place) => streamConf(place, "server { listen 7000; proxy_pass 10.77.0.2:8081; }"),
  proof: {
    ask: [{ to: "127.0.0.1:7000", as: "raw", send: "hello\n", status: -2 }],
    log: [/111: Connection refused/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
