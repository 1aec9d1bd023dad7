import { createServer, type Server, type Socket } from "node:net";
import type { TcpService } from "../service-spec.ts";

/** A service that speaks by script: greeting, then what follows the client's first bytes. */
export function tcpService(spec: TcpService): Server {
  return createServer({ allowHalfOpen: false }, (socket) => {
    socket.on("error", () => undefined);
    if (spec.onOpen !== undefined) {
      end(socket, spec.onOpen);
      return;
    }
    if (spec.greeting !== undefined) {
      socket.write(spec.greeting, "latin1");
    }
    socket.on("data", () => onData(socket, spec));
  });
}

function onData(socket: Socket, spec: TcpService): void {
  const script = spec.onData ?? "silence";
  if (script === "silence") {
    return;
  }
  if (typeof script === "string") {
    end(socket, script);
    return;
  }
  socket.write(script.reply, "latin1");
  if (script.after !== "keep") {
    socket.end();
  }
}

function end(socket: Socket, how: "close" | "reset"): void {
  if (how === "reset") {
    socket.resetAndDestroy();
  } else {
    socket.end();
  }
}
