import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reset-unless-a-proxy-header-comes-and-then-400",
  headline: "502, connection reset by peer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "python",
      at: "10.77.0.2:8081",
      source: `import argparse, socket, struct, threading
f = argparse.ArgumentParser(); f.add_argument("--bind"); f.add_argument("--port", type=int); f = f.parse_args()
s = socket.create_server((f.bind, f.port))
def serve(c):
    d = c.recv(4096)
    if not d.startswith(b"PROXY "):
        c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    else:
        c.sendall(b"HTTP/1.1 400 Bad Request\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n")
    c.close()
while True:
    c, _ = s.accept()
    threading.Thread(target=serve, args=(c,)).start()
`,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/reset by peer/] },
  expect: {
    firstCause: "connection-reset",
    alsoAcceptable: ["proxy-protocol-mismatch", "connection-closed-early"],
    verdict: "down",
  },
});
