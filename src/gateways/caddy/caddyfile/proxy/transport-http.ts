import { map, mapIn, number, put, putAlways, text, texts } from "../json.ts";
import { bare, type Module, readModule } from "../module.ts";
import {
  duration,
  durationOf,
  flag,
  integer,
  oneOf,
  putFalse,
  readBlock,
  type Subdirective,
  type Subdirectives,
  size,
  under,
  word,
  words,
} from "../subdirectives.ts";
import { readTrustPool } from "../tls/trust-pool.ts";
import { resolvers } from "./dynamic.ts";

const tlsOn: Subdirective = (d, into) => void mapIn(into, "tls", d.token());

const clientAuth: Subdirective = (d, into) => {
  const [first, second, ...more] = d.remaining();
  if (first === undefined || more.length > 0) return d.wrongCount();
  if (second === undefined) return put(into, "client_certificate_automate", text(first, first.text));
  put(into, "client_certificate_file", text(first, first.text));
  put(into, "client_certificate_key_file", text(second, second.text));
};

const trustedFiles: Subdirective = (d, into, { run }) => {
  const files = d.remaining();
  if (files.length === 0) d.wrongCount();
  if (into.fields.has("ca")) d.refuse("cannot specify both 'tls_trust_pool' and 'tls_trusted_ca_certs");
  if (run.since("2.8.0")) run.onNote("tls_trusted_ca_certs is deprecated in Caddy; use tls_trust_pool");
  put(into, "root_ca_pem_files", texts(files));
};

const trustPool: Subdirective = (d, into, helper) => {
  d.argument();
  const pool = readTrustPool(d, helper);
  if (into.fields.has("root_ca_pem_files"))
    d.refuse("cannot specify both 'tls_trust_pool' and 'tls_trusted_ca_certs'");
  if (into.fields.has("ca")) d.refuse('cannot specify "tls_trust_pool" twice in caddyfile');
  putAlways(into, "ca", pool);
};

const TLS: Subdirectives = {
  tls_client_auth: clientAuth,
  tls_insecure_skip_verify: flag("insecure_skip_verify"),
  tls_curves: words("curves"),
  tls_timeout: duration("handshake_timeout", "bad timeout value"),
  tls_trusted_ca_certs: trustedFiles,
  tls_trust_pool: trustPool,
  tls_server_name: word("server_name"),
  tls_renegotiation: oneOf("renegotiation", ["never", "once", "freely"], "wrong argument"),
  tls_except_ports: words("except_ports"),
};

const keepAlive: Subdirective = (d, into) => {
  const value = d.argument();
  if (value.text === "off") return putFalse(into, "enabled", value);
  put(into, "idle_timeout", number(value, durationOf(d, "bad duration value")));
};

const compression: Subdirective = (d, into) => {
  if (d.nextArg() && d.value() === "off") putFalse(into, "compression", d.token());
};

const networkProxy: Subdirective = (d, into, helper) => {
  d.argument();
  const modules = {
    none: bare,
    url: ((inner, made) => {
      inner.next();
      if (inner.next()) put(made, "url", text(inner.token(), inner.value()));
    }) satisfies Module,
  };
  putAlways(
    into,
    "network_proxy",
    readModule(d, helper, { key: "from", namespace: "caddy.network_proxy", modules }),
  );
};

/** Until Caddy 2.10 a field of its own. */
const forwardProxy: Subdirective = (d, into, { run }) => {
  const url = d.argument();
  if (!run.since("2.10.0")) return put(into, "forward_proxy_url", text(url, url.text));
  putAlways(into, "network_proxy", map(url, { from: text(url, "url"), url: text(url, url.text) }));
};

const LINES: Subdirectives = {
  read_buffer: size("read_buffer_size", "invalid read buffer size"),
  write_buffer: size("write_buffer_size", "invalid write buffer size"),
  read_timeout: duration("read_timeout", "invalid read timeout duration"),
  write_timeout: duration("write_timeout", "invalid write timeout duration"),
  max_response_header: size("max_response_header_size", "invalid max response header size"),
  proxy_protocol: oneOf("proxy_protocol", ["v1", "v2"], "invalid proxy protocol version"),
  forward_proxy_url: forwardProxy,
  network_proxy: networkProxy,
  dial_timeout: duration("dial_timeout", "bad timeout value"),
  dial_fallback_delay: duration("dial_fallback_delay", "bad fallback delay value"),
  response_header_timeout: duration("response_header_timeout", "bad timeout value"),
  expect_continue_timeout: duration("expect_continue_timeout", "bad timeout value"),
  resolvers,
  tls: tlsOn,
  keepalive: under(["keep_alive"], keepAlive),
  keepalive_interval: under(["keep_alive"], duration("probe_interval", "bad interval value")),
  keepalive_idle_conns: under(["keep_alive"], integer("max_idle_conns")),
  keepalive_idle_conns_per_host: under(["keep_alive"], integer("max_idle_conns_per_host")),
  versions: words("versions"),
  compression,
  max_conns_per_host: integer("max_conns_per_host"),
  local_address: word("local_address"),
  ...Object.fromEntries(Object.entries(TLS).map(([name, read]) => [name, under(["tls"], read)])),
};

/** `transport http { … }` (`HTTPTransport.UnmarshalCaddyfile`, reverseproxy/caddyfile.go) */
export const httpTransport: Module = (d, into, helper) => {
  d.next();
  readBlock(d, into, helper, LINES);
};
