import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "three-upstreams-three-faults",
  headline: "nearly everything is down",
  config: (place) =>
    httpConf(
      place,
      `  proxy_connect_timeout 1s; proxy_read_timeout 1s;
  upstream dropped { server 10.77.0.3:9001; server 10.77.0.4:9001; }
  upstream refused { server 10.77.0.5:9002; }
  upstream hung { server 10.77.0.6:9003; }
  upstream well { server 10.77.0.2:8081; }
  server {
    listen 8080;
    location / { proxy_pass http://well; }
    location /a/ { proxy_pass http://dropped; }
    location /b/ { proxy_pass http://refused; }
    location /c/ { proxy_pass http://hung; }
  }`,
    ),
  services: () => [
    { kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:9001", "10.77.0.4:9001"] },
    { kind: "http", at: "10.77.0.6:9003", answers: [{ instead: "hang" }] },
  ],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 9001 drop
  }
}`,
  proof: {
    ask: [
      { status: 200 },
      { path: "/a/", status: 504 },
      { path: "/b/", status: 502 },
      { path: "/c/", status: 504 },
    ],
    log: [/connecting to upstream.*9001/, /111: Connection refused/, /reading response header/],
  },
  expect: {
    firstCause: "connect-timeout",
    alsoAcceptable: ["port-refused", "service-hung"],
    alsoRoot: ["connect-timeout", "port-refused", "service-hung"],
    verdict: "down",
  },
});
