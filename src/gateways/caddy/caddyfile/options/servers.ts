import type { Dispenser } from "../dispenser.ts";
import type { ServerOptions } from "../global-options.ts";
import { byteCount } from "../go-values.ts";
import { boolean, type JsonMap, listIn, map, mapIn, number, put, putAlways, text, texts } from "../json.ts";
import { addRanges } from "../matchers/matcher.ts";
import { bare, type Module, readModule } from "../module.ts";
import type { Helper } from "../run.ts";
import {
  addWords,
  bareFlag,
  duration,
  durationOf,
  flag,
  integer,
  moreWords,
  numberIn,
  putFalse,
  readBlock,
  type Subdirective,
  type Subdirectives,
  unrecognizedQuoted,
  words,
} from "../subdirectives.ts";

interface Draft {
  name: string;
  readonly address: string;
  readonly settings: JsonMap;
  readonly logs: JsonMap;
}

const POLICIES: Readonly<Record<string, string>> = {
  ignore: "IGNORE",
  use: "USE",
  reject: "REJECT",
  require: "REQUIRE",
  skip: "SKIP",
};

const fallbackPolicy: Subdirective = (d, into) => {
  const value = d.argument();
  const name = POLICIES[value.text.toLowerCase()] ?? d.refuse(`invalid fallback policy '${value.text}'`);
  put(into, "fallback_policy", text(value, name));
};

const proxyProtocol: Module = (d, into, helper) => {
  d.next();
  if (d.nextArg()) d.wrongCount();
  const lines: Subdirectives = {
    timeout: duration("timeout", "parsing proxy_protocol timeout duration:"),
    allow: moreWords("allow"),
    deny: moreWords("deny"),
    fallback_policy: fallbackPolicy,
  };
  readBlock(d, into, helper, lines, (line) => line.wrongCount());
};

function wrappers(key: string, namespace: string): Subdirective {
  return (d, into, helper) => {
    const modules = { http_redirect: bare, proxy_protocol: proxyProtocol, tls: bare };
    for (const nesting = d.nesting(); d.nextBlock(nesting); ) {
      const at = d.token();
      listIn(into, key, at).items.push(readModule(d, helper, { key: "wrapper", namespace, modules }));
    }
  };
}

/** A timeout that starts anew whenever bytes flow, and a rate below which it does not. */
function idle(side: "read" | "write"): Subdirective {
  return (d, into) => {
    const [limit, rate, ...more] = d.remaining();
    if (limit === undefined || more.length > 0) return void d.wrongCount();
    d.back();
    put(into, `${side}_idle_timeout`, number(limit, durationOf(d, `parsing ${side} idle timeout`)));
    if (rate !== undefined)
      put(into, `${side}_min_rate`, number(rate, numberIn(d, rate.text, "parsing min_rate")));
  };
}

function onlySize(key: string, complaint: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    if (d.nextArg()) d.wrongCount();
    put(into, key, number(value, byteCount(value.text) ?? d.refuse(`${complaint}: '${value.text}'`)));
  };
}

const TIMEOUTS: Subdirectives = {
  read_body: duration("read_timeout", "parsing read_body timeout duration:"),
  read_body_idle: idle("read"),
  read_header: duration("read_header_timeout", "parsing read_header timeout duration:"),
  write: duration("write_timeout", "parsing write timeout duration:"),
  write_idle: idle("write"),
  write_max_chunk: onlySize("max_write_chunk", "parsing write_max_chunk"),
  idle: duration("idle_timeout", "parsing idle timeout duration:"),
};

const protocols: Subdirective = (d, into) => {
  for (const one of d.remaining()) {
    if (!["h1", "h2", "h2c", "h3"].includes(one.text))
      d.refuse(`unknown protocol '${one.text}': expected h1, h2, h2c, or h3`);
    addWords(into, "protocols", [one]);
  }
};

const strictSni: Subdirective = (d, into) => {
  const at = d.token();
  if (!d.nextArg()) return void put(into, "strict_sni_host", boolean(at, true));
  const value = d.token();
  if (value.text !== "insecure_off" && value.text !== "on")
    d.refuse(`strict_sni_host only supports 'on' or 'insecure_off', got '${value.text}'`);
  putAlways(into, "strict_sni_host", boolean(value, value.text === "on"));
};

const staticRanges: Module = (d, into) => {
  d.next();
  addRanges(into, "ranges", d.remaining());
};

const trustedProxies: Subdirective = (d, into, helper) => {
  if (!d.nextArg()) d.refuse("trusted_proxies expects an IP range source module name as its first argument");
  const modules = { static: staticRanges };
  const kind = { key: "source", namespace: "http.ip_sources", modules };
  putAlways(into, "trusted_proxies", readModule(d, helper, kind));
};

const oldProtocol: Subdirective = (d, into, helper) => {
  readBlock(d, into, helper, {
    experimental_http3: (line, made) => addWords(made, "protocols", [{ ...line.token(), text: "h3" }]),
    allow_h2c: (line, made) => addWords(made, "protocols", [{ ...line.token(), text: "h2c" }]),
    strict_sni_host: strictSni,
  });
};

const metrics: Subdirective = (d, into, helper) => {
  const made = mapIn(into, "metrics", d.token());
  readBlock(d, made, helper, { per_host: bareFlag("per_host") });
};

const SETTINGS: Subdirectives = {
  listener_wrappers: wrappers("listener_wrappers", "caddy.listeners"),
  packet_conn_wrappers: wrappers("packet_conn_wrappers", "caddy.packetconns"),
  timeouts: (d, into, helper) =>
    void readBlock(d, into, helper, TIMEOUTS, unrecognizedQuoted("timeouts option")),
  keepalive_interval: duration("keepalive_interval", "parsing keepalive interval duration:"),
  keepalive_idle: duration("keepalive_idle", "parsing keepalive idle duration:"),
  keepalive_count: integer("keepalive_count", "parsing keepalive count int:"),
  max_header_size: onlySize("max_header_bytes", "parsing max_header_size"),
  enable_full_duplex: flag("enable_full_duplex"),
  expected_underscore_headers: words("expected_underscore_headers"),
  expected_dot_headers: words("expected_dot_headers"),
  protocols,
  protocol: oldProtocol,
  strict_sni_host: strictSni,
  trusted_proxies: trustedProxies,
  trusted_proxies_strict: (d, into) => put(into, "trusted_proxies_strict", number(d.token(), 1)),
  trusted_proxies_unix: flag("trusted_proxies_unix"),
  client_ip_headers: (d, into) => put(into, "client_ip_headers", texts(d.remaining())),
  metrics,
  "0rtt": (d, into) => {
    if (d.argument().text !== "off")
      d.refuse(`unsupported 0rtt argument '${d.value()}' (only 'off' is supported)`);
    putFalse(into, "allow_0rtt", d.token());
  },
};

const LINES: Subdirectives<Draft> = {
  ...Object.fromEntries(
    Object.entries(SETTINGS).map(([name, read]) => [
      name,
      (d, draft: Draft, helper) => read(d, draft.settings, helper),
    ]),
  ),
  name: (d, draft) => {
    if (draft.address === "") d.refuse("cannot set a name for a server without a listener address");
    draft.name = d.argument().text;
  },
  log_credentials: (d, { logs }, helper) => flag("should_log_credentials")(d, logs, helper),
  trace: (d, { logs }, helper) => flag("trace")(d, logs, helper),
};

/** `servers [address] { … }` (httpcaddyfile/serveroptions.go) */
export function readServers(d: Dispenser, helper: Helper): ServerOptions {
  const at = d.token();
  const address = d.nextArg() ? d.value() : "";
  if (address !== "" && d.nextArg()) d.wrongCount();
  const draft: Draft = { name: "", address, settings: map(at), logs: map(at) };
  readBlock(d, draft, helper, LINES, unrecognizedQuoted("servers option"));
  const known = helper.run.options.servers;
  if (known.some((one) => one.address === address))
    d.refuse(`cannot have 'servers' global options with duplicate listener addresses: ${address}`);
  return { at, ...draft };
}
