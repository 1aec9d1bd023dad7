import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

// A server that takes every request with an Upgrade header for a WebSocket, and gives the handshake up.
const APP = `import os, socket

def app(environ, start):
    if environ.get("HTTP_UPGRADE"):
        environ["gunicorn.socket"].shutdown(socket.SHUT_RDWR)
        os._exit(0)
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
`;

export default scenario({
  id: "upgrade-on-every-request",
  headline: "502 on pages, WebSockets are fine",
  config: (place) =>
    httpConf(
      place,
      site(`proxy_http_version 1.1; proxy_set_header Upgrade websocket; proxy_set_header Connection upgrade;
      proxy_pass http://10.77.0.2:8081;`),
    ),
  services: () => [{ kind: "gunicorn", at: "10.77.0.2:8081", source: APP }],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["service-dies-on-request"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
