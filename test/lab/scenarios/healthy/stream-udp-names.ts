import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-udp-names",
  headline: "all is well over UDP",
  config: (place) =>
    streamConf(
      place,
      `upstream dns { server 10.77.0.5:53; }
server { listen 5353 udp; proxy_pass dns; proxy_responses 1; proxy_timeout 2s; }`,
    ),
  services: () => [
    {
      kind: "dnsmasq",
      at: "10.77.0.5",
      options: ["no-resolv", "no-hosts", "address=/app.internal/10.77.0.66"],
    },
  ],
  proof: { ask: [{ to: "127.0.0.1:5353", status: -1 }] },
  expect: { firstCause: null, verdict: "healthy", alsoVerdict: "unknown" },
});
