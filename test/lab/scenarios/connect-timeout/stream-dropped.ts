import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-dropped",
  headline: "TCP clients hang and are cut",
  config: (place) =>
    streamConf(place, "server { listen 7000; proxy_connect_timeout 1s; proxy_pass 10.77.0.2:8081; }"),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", greeting: "hello\n" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 drop
  }
}`,
  proof: {
    ask: [{ to: "127.0.0.1:7000", as: "raw", send: "hello\n", status: -2 }],
    log: [/upstream timed out \(110.*while connecting to upstream/],
  },
  expect: {
    firstCause: "connect-timeout",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
