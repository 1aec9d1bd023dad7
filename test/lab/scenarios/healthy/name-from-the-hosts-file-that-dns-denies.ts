import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

/** What getaddrinfo finds in the file it does not ask the name server for, which has never heard of the name. */
export default scenario({
  id: "name-from-the-hosts-file-that-dns-denies",
  headline: "all is well",
  config: (place) => httpConf(place, site("proxy_pass http://legacy.internal:8081;")),
  hosts: "10.77.0.2 legacy.internal",
  resolvConf: "search corp.internal\nnameserver 10.77.0.4",
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.4", options: ["no-resolv", "no-hosts", "local=/internal/"] },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
