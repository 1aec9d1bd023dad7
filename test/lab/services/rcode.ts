import { createSocket, type Socket } from "node:dgram";
import type { RcodeService } from "../service-spec.ts";
import { address } from "./address.ts";

/** A name server over UDP whose every answer is one response code (RFC 1035 section 4.1.1). */
export function rcodeService(spec: RcodeService, ready: () => void): Socket {
  const socket = createSocket("udp4");
  socket.on("message", (question, peer) => {
    const answer = Buffer.from(question);
    answer.writeUInt16BE(0x8180 | spec.rcode, 2);
    socket.send(answer, peer.port, peer.address);
  });
  const at = address(spec.at);
  if ("host" in at) {
    socket.bind(at.port, at.host, ready);
  }
  return socket;
}
