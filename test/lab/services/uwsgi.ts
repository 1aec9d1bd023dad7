import { createServer, type Server } from "node:net";

/**
 * A uwsgi responder: reads one packet (modifier1 0, size little endian: the uwsgi protocol page of the uWSGI
 * manual) and answers over it with HTTP, as uWSGI does. Other bytes end the connection.
 */
export function uwsgiService(): Server {
  return createServer((socket) => {
    let pending = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      if (pending.length < 4) {
        return;
      }
      if (pending[0] !== 0) {
        socket.end();
      } else if (pending.length >= 4 + pending.readUInt16LE(1)) {
        socket.end("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nok\n");
      }
    });
  });
}
