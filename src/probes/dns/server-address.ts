import { isIP } from "node:net";

/** A name server as it is written in a config: "10.0.0.2", "10.0.0.2:5353", "[::1]:53", "dns.internal:53". */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

const DNS_PORT = 53;

/** Takes a server apart; undefined for text that names none. */
export function parseServerAddress(text: string): ServerAddress | undefined {
  if (isIP(text) !== 0) return { host: text, port: DNS_PORT };
  const bracket = text.startsWith("[") ? text.indexOf("]") : -1;
  const host = bracket > 0 ? text.slice(1, bracket) : text.split(":", 1).join("");
  const rest = text.slice(bracket > 0 ? bracket + 1 : host.length);
  if (host === "" || (bracket > 0 && isIP(host) !== 6)) return undefined;
  if (rest === "") return { host, port: DNS_PORT };
  if (!/^:\d{1,5}$/.test(rest)) return undefined;
  const port = Number(rest.slice(1));
  return port > 0 && port < 65536 ? { host, port } : undefined;
}

/** "10.0.0.2:53", "[::1]:53". */
export function showServerAddress(server: ServerAddress): string {
  return server.host.includes(":") ? `[${server.host}]:${server.port}` : `${server.host}:${server.port}`;
}
