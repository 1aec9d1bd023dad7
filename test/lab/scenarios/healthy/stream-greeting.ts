import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-greeting",
  headline: "all is well",
  config: (place) =>
    streamConf(
      place,
      "upstream ssh { server 10.77.0.2:22; server 10.77.0.3:22; }\nserver { listen 7000; proxy_pass ssh; }",
    ),
  services: () => [
    { kind: "tcp", at: ["10.77.0.2:22", "10.77.0.3:22"], greeting: "SSH-2.0-OpenSSH_9.2p1\r\n" },
  ],
  proof: { ask: [{ to: "127.0.0.1:7000", as: "raw", send: "", status: 0, body: /^SSH-2\.0/ }] },
  expect: { firstCause: null, verdict: "healthy" },
});
