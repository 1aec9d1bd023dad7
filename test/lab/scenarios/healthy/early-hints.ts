import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "early-hints",
  headline: "all is healthy, with a 103 before each answer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:8081",
      onData: {
        reply:
          "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n",
      },
    },
  ],
  // nginx 1.22 takes the first header for the whole answer and passes the second on as its body, which clients read
  // as what it is.
  proof: { ask: [{ status: 103, body: /^HTTP\/1\.1 200 OK/ }] },
  expect: { firstCause: null, verdict: "healthy" },
});
