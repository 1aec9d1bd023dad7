import { HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

/** All of them are asked at once, and the first address counts. */
export default scenario({
  ...HAPROXY,
  id: "haproxy-one-resolver-of-two-away",
  headline: "all is well",
  config: (place) =>
    haproxyConf(
      place,
      `server one app.internal:8081 ${OFTEN} resolvers dns init-addr none resolve-prefer ipv4`,
      `
resolvers dns
    nameserver one 10.77.0.66:53
    nameserver two 10.77.0.2:53
`,
    ),
  services: () => [
    {
      kind: "dnsmasq",
      at: "10.77.0.2",
      options: ["no-resolv", "no-hosts", "host-record=app.internal,10.77.0.2"],
    },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  proof: {
    ask: [{ pauseMs: 4_000, status: 200, times: 3 }],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
