import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "host-is-the-group-and-shut-without-a-word",
  headline: "502, upstream prematurely closed connection",
  config: (place) =>
    httpConf(
      place,
      `upstream backend { server 10.77.0.2:8081; }
server { listen 8080; server_name shop.example; location / { proxy_pass http://backend; } }`,
    ),
  services: () => [
    {
      kind: "nginx",
      http: "server { listen 10.77.0.2:8081 default_server; return 444; } server { listen 10.77.0.2:8081; server_name shop.example; location / { return 200 ok; } }",
    },
  ],
  proof: { ask: [{ host: "shop.example", status: 502 }], log: [/prematurely/] },
  expect: { firstCause: "host-header-rejected", verdict: "down" },
});
