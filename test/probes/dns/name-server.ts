import { createSocket, type Socket } from "node:dgram";
import { createServer, type Server } from "node:net";
import { type Answer, decode, encode } from "dns-packet";

/** What the server does with a question; `undefined` keeps silent. */
export interface Reply {
  readonly rcode?: number;
  readonly answers?: readonly Answer[];
  readonly truncated?: boolean;
  readonly id?: number;
  readonly name?: string;
  /** Sent as it is. */
  readonly raw?: Buffer;
}

export interface Asked {
  readonly name: string;
  readonly type: string;
  readonly hasEdns: boolean;
  readonly overTcp: boolean;
}

export interface NameServer {
  readonly address: string;
  readonly host: string;
  readonly port: number;
  readonly asked: readonly Asked[];
  readonly close: () => void;
}

/** A name server on loopback that does what the script says, over UDP and TCP on one port. */
export async function nameServer(script: (asked: Asked) => Reply | undefined): Promise<NameServer> {
  const asked: Asked[] = [];
  const answer = (bytes: Buffer, overTcp: boolean): Buffer | undefined => {
    const query = decode(bytes);
    const question = query.questions?.[0];
    if (question === undefined) return undefined;
    const hasEdns = (query.additionals ?? []).some((record) => record.type === "OPT");
    const one = { name: question.name, type: question.type, hasEdns, overTcp };
    asked.push(one);
    const reply = script(one);
    if (reply === undefined || reply.raw !== undefined) return reply?.raw;
    return encode({
      type: "response",
      id: reply.id ?? query.id ?? 0,
      flags: 0x0180 | (reply.truncated === true ? 0x0200 : 0) | (reply.rcode ?? 0),
      questions: [{ ...question, name: reply.name ?? question.name }],
      answers: [...(reply.answers ?? [])],
    });
  };
  const { udp, tcp, port } = await onOnePort(answer);
  const close = () => {
    udp.close();
    tcp.close();
  };
  return { address: `127.0.0.1:${port}`, host: "127.0.0.1", port, asked, close };
}

type Answerer = (bytes: Buffer, overTcp: boolean) => Buffer | undefined;

/** The port that one of them was given may be taken for the other: then another one is tried. */
async function onOnePort(answer: Answerer): Promise<{ udp: Socket; tcp: Server; port: number }> {
  for (;;) {
    const udp = createSocket("udp4");
    udp.on("message", (bytes, from) => {
      const reply = answer(bytes, false);
      if (reply !== undefined) udp.send(reply, from.port, from.address);
    });
    await new Promise<void>((resolve) => udp.bind(0, "127.0.0.1", resolve));
    const { port } = udp.address();
    const tcp = await tcpServer(port, (bytes) => answer(bytes, true)).catch(() => undefined);
    if (tcp !== undefined) return { udp, tcp, port };
    udp.close();
  }
}

function tcpServer(port: number, answer: (bytes: Buffer) => Buffer | undefined): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes) => {
      const reply = answer(bytes.subarray(2));
      if (reply === undefined) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      // In pieces, as a network may bring it.
      socket.write(Buffer.concat([length, reply.subarray(0, 5)]));
      socket.end(reply.subarray(5));
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

export function a(name: string, data: string, ttl = 60): Answer {
  return { type: "A", name, data, ttl, class: "IN" };
}

export function cname(name: string, data: string, ttl = 60): Answer {
  return { type: "CNAME", name, data, ttl, class: "IN" };
}
