import { isIpv4, parseAddress } from "../read/address.ts";
import { complaint, each, invalidParameter, type Setter, type SetterModule } from "./complaint.ts";
import { isCount, isFlag, isSeconds, isSize } from "./parameters.ts";

/** An address or a network as ngx_ptocidr reads it: no mask but the length of the prefix. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const isV4 = isIpv4(address);
  if (more.length > 0 || (!isV4 && !isIpv6(address))) return false;
  return bits === undefined || (isCount(bits) && Number(bits) <= (isV4 ? 32 : 128));
}

function isIpv6(text: string): boolean {
  return text.includes(":") && parseAddress(`[${text}]`, false).kind === "host";
}

const clients: Setter = each(
  (text) => text === "all" || text === "unix:" || isNetwork(text),
  invalidParameter,
);

/** `local` is OpenResty's, `status_zone` NGINX Plus's. */
const RESOLVER: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["valid", isSeconds],
  ["ipv4", isFlag],
  ["ipv6", isFlag],
  ["local", isFlag],
  ["status_zone", (value: string) => value !== ""],
]);

/** ngx_resolver_create. */
const resolver: Setter = (texts) => {
  for (const [word, text] of texts.entries()) {
    const equals = text.indexOf("=");
    const test = equals < 0 ? undefined : RESOLVER.get(text.slice(0, equals));
    if (test?.(text.slice(equals + 1)) === true) continue;
    if (test !== undefined) return complaint(`invalid parameter: ${text}`, word);
    const address = parseAddress(text, false);
    if (address.kind === "invalid") return complaint(`${address.error} in resolver "${text}"`, word);
  }
  return undefined;
};

const isKeepalive = (value: string): boolean =>
  isFlag(value) || (/^[^:]*(?::[^:]*){1,2}$/.test(value) && value.length > 2);

/** Parameters that all three modules have by now. */
const LISTEN_VALUES: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["backlog", (value: string) => /^-?\d+$/.test(value) && Number(value) !== 0],
  ["rcvbuf", isSize],
  ["sndbuf", isSize],
  ["fastopen", isCount],
  ["setfib", isCount],
  ["accept_filter", () => true],
  ["ipv6only", isFlag],
  ["so_keepalive", isKeepalive],
]);
const LISTEN_FLAGS: Readonly<Record<SetterModule, ReadonlySet<string>>> = {
  http: new Set(
    "default_server default bind ssl http2 http3 quic spdy proxy_protocol deferred reuseport multipath".split(
      " ",
    ),
  ),
  stream: new Set("default_server bind ssl udp proxy_protocol deferred reuseport multipath".split(" ")),
  mail: new Set("bind ssl proxy_protocol multipath".split(" ")),
  core: new Set(),
};

/** ngx_http_core_listen, ngx_stream_core_listen, ngx_mail_core_listen. */
const listen: Setter = ([address = "", ...texts], _name, module) => {
  const wrong = listenProblem(address);
  if (wrong !== undefined) return complaint(`${wrong} in "${address}" of the "listen" directive`);
  for (const [index, text] of texts.entries()) {
    if (LISTEN_FLAGS[module].has(text)) continue;
    const equals = text.indexOf("=");
    const key = text.slice(0, Math.max(0, equals));
    const test = LISTEN_VALUES.get(key);
    if (test === undefined)
      return complaint(
        module === "http" ? invalidParameter(text) : `the invalid "${text}" parameter`,
        index + 1,
      );
    if (!test(text.slice(equals + 1))) return complaint(`invalid ${key} "${text}"`, index + 1);
  }
  return undefined;
};

/** What ngx_parse_url says where it may have a port alone, a range of ports, or `*` as its host. */
function listenProblem(text: string): string | undefined {
  if (/^unix:/i.test(text)) return invalidOf(text);
  const range = /^(.*?)(\d+)-(\d+)$/.exec(text);
  const [, before = "", first = "", last = ""] = range ?? [];
  const hasRange = range !== null && (before === "" || before.endsWith(":"));
  if (hasRange && !(isPort(first) && isPort(last) && Number(first) <= Number(last)))
    return isPort(first) && isPort(last) ? "invalid port range" : "invalid port";
  const plain = hasRange ? before + first : text;
  // digits alone are a port, any other word alone a host
  if (isCount(plain)) return isPort(plain) ? undefined : "invalid port";
  return invalidOf(plain.replace(/^\*(?=:|$)/, "0.0.0.0"));
}

function isPort(text: string): boolean {
  return isCount(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function invalidOf(text: string): string | undefined {
  const address = parseAddress(text, false);
  return address.kind === "invalid" ? address.error : undefined;
}

/** ngx_http_upstream_bind_set_slot: what has variables in it is looked at with each request. */
const bind: Setter = ([address = "", parameter]) => {
  if (parameter !== undefined && parameter !== "transparent")
    return complaint(invalidParameter(parameter), 1);
  if (address === "off" || address.includes("$")) return undefined;
  const parsed = /^(?:\[.*\]|[\d.]+)(?::\d+)?$/.test(address) ? parseAddress(address, false) : undefined;
  const isAddress = parsed?.kind === "host" ? parsed.isAddress : isIpv6(address);
  return isAddress || /^unix:./.test(address) ? undefined : complaint(`invalid address "${address}"`);
};

export const ADDRESS_SETTERS: Readonly<Record<string, Setter>> = {
  allow: clients,
  deny: clients,
  resolver,
  listen,
  proxy_bind: bind,
  fastcgi_bind: bind,
  uwsgi_bind: bind,
  scgi_bind: bind,
  grpc_bind: bind,
  memcached_bind: bind,
};
