import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "idle-connections-forgotten-on-the-way",
  headline: "504 for the first request after every pause",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; keepalive 4; keepalive_timeout 300s; }\n${site(
        'proxy_http_version 1.1; proxy_set_header Connection ""; proxy_read_timeout 3s; proxy_pass http://app;',
      )}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", keepAliveMs: 300_000 }],
  // A firewall that knows of a connection for two seconds after its last packet, and drops what belongs to none that it knows.
  serviceFirewall: `table ip lab {
  ct timeout forgetful {
    protocol tcp
    l3proto ip
    policy = { established : 2 }
  }
  chain prerouting {
    type filter hook prerouting priority -150;
    tcp dport 8081 ct state new ct timeout set "forgetful"
  }
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 tcp flags & syn == 0 ct state { new, invalid } drop
  }
}`,
  proof: {
    ask: [{ status: 200 }, { status: 504, pauseMs: 4_000 }, { status: 200 }, { status: 504, pauseMs: 4_000 }],
    log: [/upstream timed out.*while reading response header/],
  },
  timing: true,
  expect: {
    firstCause: "keepalive-race",
    verdict: "degraded",
    mustNotRoot: ["service-hung", "timeout-too-short"],
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:8081" }],
  },
});
