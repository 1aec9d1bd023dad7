import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const many = Array.from({ length: 50 }, (_, n) => `api IN A 10.77.0.${2 + (n % 8)}`);

export default scenario({
  id: "many-addresses-over-tcp",
  headline: "all is well",
  config: (place) =>
    httpConf(
      place,
      site("resolver 10.77.0.2 ipv6=off; set $service api.internal; proxy_pass http://$service:8081;"),
    ),
  services: () => [
    { kind: "http", at: [2, 3, 4, 5, 6, 7, 8, 9].map((n) => `10.77.0.${n}:8081`) },
    {
      kind: "bind",
      at: "10.77.0.2",
      options: "recursion no;",
      zones: { internal: `api IN TXT "${"x".repeat(200)}"\n${many.join("\n")}` },
    },
  ],
  quiet: "noise may use .9",
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
