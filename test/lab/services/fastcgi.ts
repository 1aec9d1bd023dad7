import { createServer, type Server } from "node:net";
import type { FastcgiService } from "../service-spec.ts";

// Record types of the FastCGI specification, section 8.
const STDIN = 5;
const STDOUT = 6;
const END_REQUEST = 3;

/** A FastCGI responder: any request is answered with `reply` once its stdin ends. Other bytes end the connection. */
export function fastcgiService(spec: FastcgiService): Server {
  const reply = Buffer.from(spec.reply ?? "Status: 200 OK\r\nContent-Type: text/plain\r\n\r\nok\n");
  return createServer((socket) => {
    let pending = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 8) {
        if (pending[0] !== 1) {
          socket.end();
          return;
        }
        const content = pending.readUInt16BE(4);
        const whole = 8 + content + pending.readUInt8(6);
        if (pending.length < whole) {
          return;
        }
        if (pending[1] === STDIN && content === 0) {
          socket.end(
            Buffer.concat([record(STDOUT, reply), record(STDOUT), record(END_REQUEST, Buffer.alloc(8))]),
          );
        }
        pending = pending.subarray(whole);
      }
    });
  });
}

function record(type: number, content: Buffer = Buffer.alloc(0)): Buffer {
  const header = Buffer.from([1, type, 0, 1, 0, 0, 0, 0]);
  header.writeUInt16BE(content.length, 4);
  return Buffer.concat([header, content]);
}
