import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "memcached-misses-and-falls-back",
  headline: "all is healthy, nothing is in the cache",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; location / { set $memcached_key $uri; memcached_pass 10.77.0.2:11211; error_page 404 502 504 = @app; } location @app { proxy_pass http://10.77.0.2:8081; } }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "tcp", at: "10.77.0.2:11211", onData: { reply: "END\r\n", after: "keep" } },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
