import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "large-header-and-buffer",
  headline: "all is well with a raised buffer",
  config: (place) =>
    httpConf(place, site("proxy_buffer_size 16k; proxy_buffers 8 16k; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ headers: { "Set-Cookie": `session=${"x".repeat(9000)}` } }],
    },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
