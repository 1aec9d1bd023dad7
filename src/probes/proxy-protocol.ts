import { isIP, type Socket } from "node:net";

/**
 * The header that a gateway sends first so that the service learns the client's address (PROXY protocol specification,
 * sections 2.1 and 2.2). uhc is its own client, so it announces its own connection.
 */
export function proxyHeader(version: 1 | 2, socket: Socket): Buffer {
  const from = plainAddress(socket.localAddress);
  const to = plainAddress(socket.remoteAddress);
  const family = isIP(from);
  if (family === 0 || family !== isIP(to))
    return version === 1 ? Buffer.from("PROXY UNKNOWN\r\n") : head(0, 0);
  const ports = [socket.localPort ?? 0, socket.remotePort ?? 0] as const;
  if (version === 1) return Buffer.from(`PROXY TCP${family} ${from} ${to} ${ports[0]} ${ports[1]}\r\n`);
  const addresses = family === 4 ? [ipv4Bytes(from), ipv4Bytes(to)] : [ipv6Bytes(from), ipv6Bytes(to)];
  const portBytes = Buffer.alloc(4);
  portBytes.writeUInt16BE(ports[0], 0);
  portBytes.writeUInt16BE(ports[1], 2);
  const block = Buffer.concat([...addresses, portBytes]);
  return Buffer.concat([head(family === 4 ? 0x11 : 0x21, block.length), block]);
}

const SIGNATURE = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");

/** Signature, version 2 with command PROXY, family and transport, length of the addresses. */
function head(familyAndTransport: number, length: number): Buffer {
  return Buffer.concat([SIGNATURE, Buffer.from([0x21, familyAndTransport, length >> 8, length & 255])]);
}

function plainAddress(address: string | undefined): string {
  return (address ?? "").replace(/%.*$/, "");
}

function ipv4Bytes(address: string): Buffer {
  return Buffer.from(address.split(".").map(Number));
}

/** RFC 4291 section 2.2: at most one "::", and possibly an IPv4 address at the end. */
function ipv6Bytes(address: string): Buffer {
  const [left = "", right] = address.split("::");
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  return Buffer.from([...head, ...Array<number>(16 - head.length - tail.length).fill(0), ...tail]);
}

function groups(part: string): number[] {
  if (part === "") return [];
  return part.split(":").flatMap((group) => {
    if (group.includes(".")) return [...ipv4Bytes(group)];
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}
