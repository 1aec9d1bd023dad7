import { streamConf } from "../../nginx-conf.ts";
import { mustRun } from "../../processes.ts";
import { scenario } from "../../scenario.ts";

/** Datagrams to the gateway, from a client in its own network namespace. */
const SEND =
  'const s = require("node:dgram").createSocket("udp4"); let n = 0; const t = setInterval(() => { s.send("hi", 5353, "127.0.0.1"); if (++n === 3) { clearInterval(t); setTimeout(() => s.close(), 200); } }, 100);';

export default scenario({
  id: "stream-udp-refused",
  headline: "no name resolves through the gateway",
  config: (place) =>
    streamConf(
      place,
      "  server { listen 127.0.0.1:5353 udp; proxy_timeout 2s; proxy_pass 10.77.0.2:5353; }\n  server { listen 8080; proxy_pass 10.77.0.2:8081; }",
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (_, control) => {
    const pid = control.signalGateway("SIGUSR1");
    await mustRun(["nsenter", "-t", String(pid), "-n", process.execPath, "-e", SEND]);
  },
  proof: { ask: [{ status: 200 }], log: [/recv\(\) failed \(111: Connection refused\).*udp client/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:5353", endpoint: "10.77.0.2:5353" }],
  },
});
