import type { Listener } from "../../../model/config.ts";
import type { Directive } from "../ast.ts";
import { own, type Scope, valueLocation } from "../context.ts";
import { isIpv4 } from "./address.ts";

/** A range of ports longer than this is read as its first port: it bounds what a hostile config can make us do. */
const LONGEST_RANGE = 1_000;

/**
 * The sockets of one server block (ngx_http_core_listen, ngx_stream_core_listen). Without `listen`, HTTP listens on
 * port 80, as nginx does when root starts it.
 */
export function readListeners(server: Scope, module: "http" | "stream"): readonly Listener[] {
  const lines = own(server, "listen");
  const oldSsl = own(server, "ssl")[0]?.word(0)?.text === "on";
  if (lines.length > 0) return lines.flatMap((line) => listenersOf(line, module, oldSsl));
  if (module === "stream" || server.block?.name !== "server") return [];
  return [listener("0.0.0.0", 80, "tcp", oldSsl, [], server.block)];
}

/** The sockets of one `listen` line; `oldSsl` is what an `ssl on` beside it says. */
export function listenersOf(
  line: Directive,
  module: "http" | "stream",
  oldSsl: boolean,
): readonly Listener[] {
  const text = line.word(0)?.text ?? "";
  const flags = line.words.slice(1).map((word) => word.text);
  if (/^unix:/i.test(text)) return [listener(text.slice(5), undefined, "unix", oldSsl, flags, line)];
  const { address, ports } = splitListen(text, module);
  const transport = flags.includes("udp") || flags.includes("quic") ? "udp" : "tcp";
  return ports.map((port) => listener(address, port, transport, oldSsl, flags, line));
}

const PORTS = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** "80", "*:80", "[::]:80", "10.0.0.1", "name:8080-8090". */
function splitListen(text: string, module: "http" | "stream"): { address: string; ports: readonly number[] } {
  const bracket = text.startsWith("[") ? text.indexOf("]") : -1;
  const colon = text.indexOf(":", bracket + 1);
  const host = colon === -1 ? text : text.slice(0, colon);
  const ports = portsOf(PORTS.exec(colon === -1 ? text : text.slice(colon + 1)));
  if (colon === -1 && ports.length > 0) return { address: "0.0.0.0", ports };
  const address = host === "*" ? "0.0.0.0" : bracket === -1 ? host : host.slice(1, -1);
  if (ports.length > 0) return { address, ports };
  return { address, ports: colon === -1 && module === "http" ? [80] : [] };
}

function portsOf(range: RegExpExecArray | null): readonly number[] {
  if (range === null) return [];
  const first = Number(range[1]);
  if (range[2] === undefined) return [first];
  const count = Number(range[2]) - first + 1;
  return Array.from(
    { length: count >= 1 && count <= LONGEST_RANGE ? count : 1 },
    (_, index) => first + index,
  );
}

function listener(
  address: string,
  port: number | undefined,
  transport: Listener["transport"],
  oldSsl: boolean,
  flags: readonly string[],
  line: Directive,
): Listener {
  const place =
    port === undefined
      ? `unix:${address}`
      : `${isIpv4(address) || !address.includes(":") ? address : `[${address}]`}:${port}`;
  return {
    id: transport === "unix" ? place : `${transport} ${place}`,
    address,
    port,
    transport,
    hasTls: oldSsl || flags.includes("ssl") || flags.includes("quic"),
    expectsProxyProtocol: flags.includes("proxy_protocol"),
    location: valueLocation(line),
  };
}

/**
 * One listener per socket: servers share them, and `ssl` or `proxy_protocol` on one `listen` line holds for all servers
 * on that socket.
 */
export function mergeListeners(all: readonly Listener[]): readonly Listener[] {
  const merged = new Map<string, Listener>();
  for (const one of all) {
    const first = merged.get(one.id) ?? one;
    const hasTls = first.hasTls || one.hasTls;
    const expectsProxyProtocol = first.expectsProxyProtocol || one.expectsProxyProtocol;
    const isNews = hasTls !== first.hasTls || expectsProxyProtocol !== first.expectsProxyProtocol;
    merged.set(one.id, isNews ? { ...first, hasTls, expectsProxyProtocol } : first);
  }
  return [...merged.values()];
}
