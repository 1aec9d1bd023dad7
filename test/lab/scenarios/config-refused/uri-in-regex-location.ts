import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "uri-in-regex-location",
  headline: "nginx does not start",
  config: (place) =>
    httpConf(place, "server { listen 8080; location ~ ^/api/ { proxy_pass http://10.77.0.2:8081/; } }"),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { refused: /"proxy_pass" cannot have URI part in location given by regular expression/ },
  expect: { firstCause: "config-syntax-error", verdict: "down" },
});
