import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "chunked-with-trailers",
  headline: "all is healthy, the answer has trailers",
  config: (place) =>
    httpConf(
      place,
      site('proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://10.77.0.2:8081;'),
    ),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:8081",
      onData: {
        reply:
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nok\n\r\n0\r\nX-Sum: 1\r\n\r\n",
      },
    },
  ],
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
