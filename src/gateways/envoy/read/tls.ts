import type { NameRule, ServerName, Template, TlsSettings, TlsVersion } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { booleanOf, get, list, numberOf, text } from "../message.ts";
import type { Reading } from "../reading.ts";
import type { HttpOptions } from "./http-options.ts";
import { certificateFiles, firstCertificate, readTrustSource, secretOf } from "./secrets.ts";
import { readMatcher } from "./string-matcher.ts";

const VERSIONS: readonly TlsVersion[] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
const WORDS = ["TLSv1_0", "TLSv1_1", "TLSv1_2", "TLSv1_3"];

/** ClientContextConfigImpl::DEFAULT_CIPHER_SUITES (source/common/tls/context_config_impl.cc); older releases add CBC suites. */
const CIPHERS =
  "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";

/** Far above any chain: Envoy limits the depth only where the config does. */
const ANY_DEPTH = 100;

/** What a route brings to the handshake of its cluster. */
export interface TlsContext {
  readonly options: HttpOptions;
  /** The Host header that goes upstream: `auto_sni` takes the name from it. */
  readonly host: Template;
  /** What the pool offers by ALPN where the context says nothing. */
  readonly alpn: readonly string[];
  readonly reading: Reading;
  readonly actsOn: Location;
}

/** Reads an `UpstreamTlsContext` (extensions/transport_sockets/tls/v3/tls.proto). */
export function readTls(tls: Value, context: TlsContext): TlsSettings {
  const common = get(tls, "common_tls_context");
  const location = locationOf(tls);
  const serverName = readServerName(tls, context, location);
  const validation = validationOf(common, context.reading);
  const contexts = validation?.contexts ?? [];
  const trust = readTrustSource(firstIn(contexts, "trusted_ca"));
  const usesSystem = firstIn(contexts, "system_root_certs") !== undefined;
  if (validation?.isUnseen === true)
    context.reading.note(
      `the trusted certificates of the secret ${validation.name} are not in sight: what the gateway verifies is not repeated`,
    );
  return {
    serverName,
    verify:
      trust !== undefined || usesSystem
        ? written(true, trust?.location ?? location)
        : assumed(false, location),
    ...names(tls, contexts, serverName, context, location),
    matchesAddresses: true,
    verifyDepth: depth(contexts, location),
    trust:
      trust ?? (usesSystem ? written({ kind: "system" }, location) : assumed({ kind: "none" }, location)),
    versions: versions(get(common, "tls_params"), location),
    ciphers: ciphers(get(common, "tls_params"), location),
    alpn: alpn(common, context.alpn, location),
    ...certificates(common, context.reading),
    location,
  };
}

/** SNI: `sni`, the endpoint's own name with `auto_host_sni`, the Host header with `auto_sni`; else none is sent. */
function readServerName(
  tls: Value,
  { options, host, actsOn }: TlsContext,
  location: Location,
): Setting<ServerName> {
  const sni = get(tls, "sni");
  const name = sni === undefined ? "" : (scalarText(sni) ?? "");
  if (options.autoSni?.value === true) return written({ kind: "name", name: host }, options.autoSni.location);
  if (booleanOf(get(tls, "auto_host_sni")) === true)
    return written(
      { kind: "name", name: [{ kind: "endpoint-host", raw: "the endpoint's host name" }] },
      location,
    );
  if (sni !== undefined && name !== "") return written({ kind: "name", name: [name] }, locationOf(sni));
  return assumed({ kind: "none" }, location.file === "" ? actsOn : location);
}

interface Validation {
  /** A field is that of the first context that has it; lists of all of them hold together. */
  readonly contexts: readonly Value[];
  readonly isUnseen: boolean;
  readonly name: string;
}

/** `validation_context`, a secret of that kind, or both together (`combined_validation_context`). */
function validationOf(common: Value | undefined, reading: Reading): Validation | undefined {
  const own = get(common, "validation_context");
  if (own !== undefined) return { contexts: [own], isUnseen: false, name: "" };
  const combined = get(common, "combined_validation_context");
  const config =
    get(common, "validation_context_sds_secret_config") ??
    get(combined, "validation_context_sds_secret_config");
  if (config === undefined) return undefined;
  const { name, secret } = secretOf(config, reading);
  const told = get(secret, "validation_context");
  const plain = get(combined, "default_validation_context");
  // the secret is merged into the default, as protocol buffers merge: its fields win, and lists are joined
  const contexts = [told, plain].filter((one) => one !== undefined);
  return { contexts, isUnseen: told === undefined, name };
}

function firstIn(contexts: readonly Value[], name: string): Value | undefined {
  return contexts.map((one) => get(one, name)).find((found) => found !== undefined);
}

function sanRules(validation: Value): readonly { readonly rule: NameRule; readonly at: Value }[] {
  const typed = list(validation, "match_typed_subject_alt_names").flatMap((entry) =>
    ruleOf(get(entry, "matcher"), typeOf(entry), entry),
  );
  const plain = list(validation, "match_subject_alt_names").flatMap((entry) => ruleOf(entry, "any", entry));
  const old = list(validation, "verify_subject_alt_name").map((entry) => ({
    rule: { type: "any", how: "exact", text: scalarText(entry) ?? "" } as const,
    at: entry,
  }));
  return [...typed, ...plain, ...old];
}

function ruleOf(matcher: Value | undefined, type: NameRule["type"], at: Value) {
  const found = readMatcher(matcher);
  return found === undefined ? [] : [{ rule: { type, ...found }, at }];
}

function typeOf(entry: Value): NameRule["type"] {
  const types = { DNS: "dns", URI: "uri", IP_ADDRESS: "ip", EMAIL: "email" } as const;
  return new Map<string, NameRule["type"]>(Object.entries(types)).get(text(entry, "san_type") ?? "") ?? "any";
}

/** The name that is verified: rules for alternative names, or the server name where that is to be verified by itself. */
function names(
  tls: Value,
  contexts: readonly Value[],
  serverName: Setting<ServerName>,
  { options }: TlsContext,
  location: Location,
): Pick<TlsSettings, "verifyName" | "nameRules"> {
  const found = contexts.flatMap(sanRules);
  const [first] = found;
  const verifiesServerName =
    options.autoSanValidation?.value === true || booleanOf(get(tls, "auto_sni_san_validation")) === true;
  if (verifiesServerName && serverName.value.kind === "name")
    return { verifyName: written(serverName.value.name, options.autoSanValidation?.location ?? location) };
  // an unknown part: there is no name to verify
  if (first === undefined) return { verifyName: assumed([{ kind: "unknown", raw: "any name" }], location) };
  const place = locationOf(first.at);
  return {
    verifyName: written([found.map(({ rule }) => rule.text).join(" or ")], place),
    nameRules: written(
      found.map(({ rule }) => rule),
      place,
    ),
  };
}

function depth(contexts: readonly Value[], location: Location): Setting<number> {
  const value = firstIn(contexts, "max_verify_depth");
  const number = numberOf(value);
  return value === undefined || number === undefined
    ? assumed(ANY_DEPTH, location)
    : written(number, locationOf(value));
}

/** TLS 1.2 is both the lowest and the highest that a client of Envoy speaks by itself. */
function versions(params: Value | undefined, location: Location): Setting<readonly TlsVersion[]> {
  const low = get(params, "tls_minimum_protocol_version");
  const high = get(params, "tls_maximum_protocol_version");
  const from = WORDS.indexOf(low === undefined ? "" : (scalarText(low) ?? ""));
  const to = WORDS.indexOf(high === undefined ? "" : (scalarText(high) ?? ""));
  const first = from < 0 ? 2 : from;
  const last = to < 0 ? Math.max(2, first) : to;
  const value = VERSIONS.slice(first, last + 1);
  const at = high ?? low;
  return at === undefined ? assumed(value, location) : written(value, locationOf(at));
}

/** BoringSSL's groups of equal preference, "[A|B]", are written one after the other. */
function ciphers(params: Value | undefined, location: Location): Setting<string> {
  const suites = list(params, "cipher_suites");
  const [first] = suites;
  if (first === undefined) return assumed(CIPHERS, location);
  const words = suites.map((suite) => (scalarText(suite) ?? "").replace(/[[\]]/g, "").replaceAll("|", ":"));
  return written(words.join(":"), locationOf(first));
}

function alpn(
  common: Value | undefined,
  fallback: readonly string[],
  location: Location,
): Setting<readonly string[]> {
  const names = list(common, "alpn_protocols");
  const [first] = names;
  if (first === undefined) return assumed(fallback, location);
  return written(
    names.flatMap((name) => scalarText(name) ?? []),
    locationOf(first),
  );
}

function certificates(
  common: Value | undefined,
  reading: Reading,
): Pick<TlsSettings, "clientCertificate" | "unseenCertificate"> {
  const found = firstCertificate(common, reading);
  const files = certificateFiles(found?.certificate);
  if (files !== undefined) return { clientCertificate: files };
  if (found === undefined) return { clientCertificate: undefined };
  const what = found.name === undefined ? "a certificate in the config" : `the secret ${found.name}`;
  return { clientCertificate: undefined, unseenCertificate: written(what, locationOf(found.at)) };
}
