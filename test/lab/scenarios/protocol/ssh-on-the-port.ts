import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ssh-on-the-port",
  headline: "clients see garbage",
  config: (place) => httpConf(place, site("proxy_buffering off; proxy_pass http://10.77.0.2:22;")),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:22",
      greeting: "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n",
      onData: { reply: "Invalid SSH identification string.\r\n" },
    },
  ],
  // The greeting may be all that ever comes: unbuffered, it reaches the client at once.
  proof: {
    ask: [{ as: "raw", send: "GET / HTTP/1.1\r\nHost: gateway.test\r\n\r\n", status: 0, body: /SSH-2\.0/ }],
    log: [/no valid HTTP\/1\.0 header/],
  },
  expect: {
    firstCause: "wrong-service",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:22", endpoint: "10.77.0.2:22" }],
  },
});
