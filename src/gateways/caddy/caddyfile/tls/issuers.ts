import type { Dispenser } from "../dispenser.ts";
import { boolean, type JsonMap, map, mapIn, number, put, putAlways, text } from "../json.ts";
import { onlyWord } from "../logging/writers.ts";
import { type Module, type Modules, readModule } from "../module.ts";
import type { Helper } from "../run.ts";
import {
  duration,
  durationOf,
  flag,
  integer,
  moreWords,
  putFalse,
  readBlock,
  type Subdirective,
  type Subdirectives,
  under,
  word,
  words,
} from "../subdirectives.ts";

/** The provider of a DNS challenge: none is one of Caddy itself. */
export function readDnsProvider(d: Dispenser, helper: Helper): JsonMap {
  return readModule(d, helper, { key: "name", namespace: "dns.providers", modules: {} });
}

const provider: Subdirective = (d, into, helper) => {
  if (d.nextArg()) putAlways(into, "provider", readDnsProvider(d, helper));
};

const propagationTimeout: Subdirective = (d, into) => {
  const value = d.argument();
  const limit = value.text === "-1" ? -1n : durationOf(d, "invalid propagation_timeout duration");
  put(into, "propagation_timeout", number(value, limit));
};

/** Lines about the DNS challenge, in `tls` and in its issuers. */
export const DNS: Subdirectives = {
  dns: provider,
  resolvers: words("resolvers"),
  propagation_delay: duration("propagation_delay", "invalid propagation_delay duration"),
  propagation_timeout: propagationTimeout,
  dns_ttl: duration("ttl", "invalid dns_ttl duration"),
  dns_challenge_override_domain: word("override_domain"),
};

export const eab: Subdirective = (d, into) => {
  const key = d.argument();
  const secret = d.argument();
  const account = map(key);
  putAlways(account, "key_id", text(key, key.text));
  putAlways(account, "mac_key", text(secret, secret.text));
  putAlways(into, "external_account", account);
};

/** `preferred_chains smallest` or a block of names */
export const preferredChains: Subdirective = (d, into, helper) => {
  const chains = mapIn(into, "preferred_chains", d.token());
  if (d.nextArg()) {
    if (d.value() !== "smallest") d.refuse(`Invalid argument '${d.value()}'`);
    put(chains, "smallest", boolean(d.token(), true));
  }
  readBlock(d, chains, helper, {
    root_common_name: moreWords("root_common_name"),
    any_common_name: moreWords("any_common_name"),
  });
  if (chains.fields.size === 0) d.refuse("No options for preferred_chains received");
};

const distributed: Subdirective = (d, into) => {
  if (d.argument().text !== "false") d.refuse("only accepted value is 'false'");
  putFalse(into, "distributed", d.token());
};

const ACME: Subdirectives = {
  lifetime: duration("certificate_lifetime", "invalid lifetime"),
  dir: onlyWord("ca"),
  test_dir: onlyWord("test_ca"),
  email: onlyWord("email"),
  profile: onlyWord("profile"),
  timeout: duration("acme_timeout", "invalid timeout duration"),
  disable_http_challenge: under(["challenges", "http"], flag("disabled")),
  disable_tlsalpn_challenge: under(["challenges", "tls-alpn"], flag("disabled")),
  distributed: under(["challenges"], distributed),
  alt_http_port: under(["challenges", "http"], integer("alternate_port", "invalid port")),
  alt_tlsalpn_port: under(["challenges", "tls-alpn"], integer("alternate_port", "invalid port")),
  eab,
  trusted_roots: words("trusted_roots_pem_files"),
  preferred_chains: preferredChains,
  ...Object.fromEntries(
    Object.entries(DNS).map(([name, read]) => [name, under(["challenges", "dns"], read)]),
  ),
};

const acme: Module = (d, into, helper) => {
  d.next();
  if (d.nextArg()) put(into, "ca", text(d.token(), d.value()));
  if (d.nextArg()) d.wrongCount();
  readBlock(d, into, helper, ACME, (line) =>
    line.refuse(`unrecognized ACME issuer property: ${line.value()}`),
  );
};

const internal: Module = (d, into, helper) => {
  d.next();
  readBlock(d, into, helper, {
    ca: onlyWord("ca"),
    lifetime: duration("lifetime"),
    sign_with_root: flag("sign_with_root"),
  });
};

/** Until Caddy 2.8 an issuer of ACME, now one of an interface of its own. */
const zerossl: Module = (d, into, helper) => {
  d.next();
  const key = d.nextArg() ? d.token() : undefined;
  if (key === undefined && helper.run.since("2.8.0")) d.wrongCount();
  if (key !== undefined) put(into, "api_key", text(key, key.text));
  const dns = Object.entries(DNS).map(([name, read]) => [name, under(["cname_validation"], read)]);
  const lines: Subdirectives = {
    ...(helper.run.since("2.8.0") ? {} : ACME),
    ...Object.fromEntries(dns),
    validity_days: integer("validity_days", "invalid number of days"),
    alt_http_port: integer("alternate_http_port", "invalid port"),
  };
  readBlock(d, into, helper, lines);
};

const ISSUERS: Modules = { acme, internal, zerossl };

/** Who signs certificates; the dispenser stands at the name of the issuer. */
export function readIssuer(d: Dispenser, helper: Helper): JsonMap {
  return readModule(d, helper, { key: "module", namespace: "tls.issuance", modules: ISSUERS });
}
