import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "buffer-made-smaller",
  headline: "502, header too big",
  config: (place) => httpConf(place, site(`proxy_buffer_size 1k; proxy_pass http://10.77.0.2:8081;`)),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ headers: { "X-Big": "x".repeat(1500) } }] },
  ],
  proof: { ask: [{ status: 502 }], log: [/too big header/] },
  expect: {
    firstCause: "response-headers-too-large",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
