import type { Dispenser } from "../dispenser.ts";
import { decimal } from "../go-values.ts";
import { type JsonMap, list, map, mapIn, number, put, putAlways, text, texts } from "../json.ts";
import { type Modules, readModule } from "../module.ts";
import type { ConfigValue, Directive, Helper } from "../run.ts";
import {
  bareFlag,
  flag,
  moreWords,
  readBlock,
  type Subdirective,
  type Subdirectives,
  under,
  word,
  words,
} from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { clientAuth } from "./client-auth.ts";
import { implicitIssuers } from "./implicit-issuers.ts";
import { DNS, eab, readIssuer } from "./issuers.ts";

/** What a directive `tls` says: the parts go to different places. */
interface TlsDraft {
  readonly policy: JsonMap;
  acme: JsonMap | undefined;
  internal: JsonMap | undefined;
  readonly issuers: JsonMap[];
  readonly values: ConfigValue[];
  readonly automation: JsonMap;
  readonly dnsOptions: string[];
}

type Line = Subdirective<TlsDraft>;

const protocols: Subdirective = (d, into) => {
  const [least, most] = d.remaining();
  if (least === undefined) return void d.refuse("protocols requires one or two arguments");
  for (const one of [least, most])
    if (one !== undefined && one.text !== "tls1.2" && one.text !== "tls1.3")
      d.refuse(`wrong protocol name or protocol not supported: '${one.text}'`);
  put(into, "protocol_min", text(least, least.text));
  if (most !== undefined) put(into, "protocol_max", text(most, most.text));
};

const POLICY: Subdirectives = {
  protocols,
  ciphers: moreWords("cipher_suites"),
  curves: moreWords("curves"),
  client_auth: clientAuth,
  alpn: words("alpn"),
  insecure_secrets_log: word("insecure_secrets_log"),
};

export const renewalRatio: Subdirective = (d, into) => {
  const value = d.argument();
  const ratio = decimal(value.text) ?? d.refuse(`parsing renewal_window_ratio: ${value.text}`);
  if (ratio <= 0 || ratio >= 1) d.refuse("renewal_window_ratio must be between 0 and 1 (exclusive)");
  put(into, "renewal_window_ratio", number(value, ratio));
};

const AUTOMATION: Subdirectives = {
  key_type: word("key_type"),
  on_demand: flag("on_demand"),
  reuse_private_keys: bareFlag("reuse_private_keys"),
  renewal_window_ratio: renewalRatio,
};

const ACME: Subdirectives = {
  ca: word("ca"),
  eab,
  ca_root: moreWords("trusted_roots_pem_files"),
  ...Object.fromEntries(
    Object.entries(DNS).map(([name, read]) => [name, under(["challenges", "dns"], read)]),
  ),
};

/** A line that only ACME asks for makes an issuer of it. */
function acmeLine(name: string, read: Subdirective): Line {
  return (d, draft, helper) => {
    draft.acme ??= map(d.token(), { module: text(d.token(), "acme") });
    if (name !== "dns" && Object.hasOwn(DNS, name)) draft.dnsOptions.push(name);
    read(d, draft.acme, helper);
  };
}

const overHttp: Modules = {
  http: (d, into) => {
    d.next();
    const url = d.argument();
    put(into, "url", text(url, url.text));
  },
  tailscale: () => {},
};

const manager: Line = (d, { values }, helper) => {
  d.argument();
  const kind = { key: "via", namespace: "tls.get_certificate", modules: overHttp };
  values.push({ kind: "certificate-manager", manager: readModule(d, helper, kind) });
};

const issuer: Line = (d, { issuers }, helper) => {
  d.argument();
  issuers.push(readIssuer(d, helper));
};

const load: Line = (d, { values }) => {
  for (const folder of d.remaining())
    values.push({ kind: "certificate", loader: "load_folders", value: text(folder, folder.text) });
};

const LINES: Subdirectives<TlsDraft> = {
  ...Object.fromEntries(
    Object.entries(POLICY).map(([name, read]) => [
      name,
      (d, draft: TlsDraft, helper) => read(d, draft.policy, helper),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(AUTOMATION).map(([name, read]) => [
      name,
      (d, draft: TlsDraft, helper) => read(d, draft.automation, helper),
    ]),
  ),
  ...Object.fromEntries(Object.entries(ACME).map(([name, read]) => [name, acmeLine(name, read)])),
  load,
  issuer,
  get_certificate: manager,
};

/** `tls [internal|email|certificate key] { … }` (httpcaddyfile/builtins.go) */
export const tls: Directive = (d, helper) => {
  d.next();
  const at = d.token();
  const draft: TlsDraft = {
    policy: map(at),
    acme: undefined,
    internal: undefined,
    issuers: [],
    values: [],
    automation: map(at),
    dnsOptions: [],
  };
  const firstLine = d.remaining();
  readFirstLine(d, firstLine, draft, helper);
  const hasBlock = readBlock(d, draft, helper, LINES, (line) =>
    line.refuse(`unknown subdirective: ${line.value()}`),
  );
  if (firstLine.length === 0 && !hasBlock) d.wrongCount();
  checkDns(d, draft, helper);
  addIssuers(d, draft, helper);
  if (draft.automation.fields.size > 0) draft.values.push({ kind: "automation", settings: draft.automation });
  return [...draft.values, { kind: "connection-policy", policy: draft.policy }];
};

function readFirstLine(d: Dispenser, words: readonly Token[], draft: TlsDraft, { run }: Helper): void {
  const [first, key, ...more] = words;
  if (more.length > 0) d.wrongCount();
  if (first === undefined) return;
  if (key !== undefined) useCertificate(first, key, draft, run.certificateTags);
  else if (first.text === "internal") draft.internal = map(first, { module: text(first, "internal") });
  else if (first.text === "force_automate") draft.values.push({ kind: "force-automate" });
  else if (first.text.includes("@"))
    draft.acme = map(first, { module: text(first, "acme"), email: text(first, first.text) });
  else d.refuse("single argument must either be 'internal', 'force_automate', or an email address");
}

/** A certificate of one's own is chosen by a tag. */
function useCertificate(file: Token, key: Token, draft: TlsDraft, tags: Map<string, string>): void {
  const known = tags.get(file.text);
  const tag = known ?? `cert${tags.size}`;
  tags.set(file.text, tag);
  if (known === undefined) {
    const value = map(file, {
      certificate: text(file, file.text),
      key: text(key, key.text),
      tags: list(file, [text(file, tag)]),
    });
    draft.values.push({ kind: "certificate", loader: "load_files", value });
  }
  const selection = mapIn(draft.policy, "certificate_selection", file);
  putAlways(selection, "any_tag", texts([{ ...file, text: tag }]) ?? list(file, []));
}

function checkDns(d: Dispenser, { acme, dnsOptions }: TlsDraft, { run }: Helper): void {
  if (dnsOptions.length === 0 || !run.since("2.10.0")) return;
  const challenges = acme?.fields.get("challenges");
  const dns = challenges?.kind === "map" ? challenges.fields.get("dns") : undefined;
  const hasProvider = dns?.kind === "map" && dns.fields.has("provider");
  const { acme: global, tls: options } = run.options;
  if (hasProvider || global.fields.has("acme_dns") || options.fields.has("dns")) return;
  d.refuse(
    `setting DNS challenge options [${dnsOptions.join(", ")}] requires a DNS provider (set with the 'dns' subdirective or 'acme_dns' global option)`,
  );
}

function addIssuers(d: Dispenser, draft: TlsDraft, { run }: Helper): void {
  const { issuers, acme, internal } = draft;
  if (issuers.length > 0 && (acme !== undefined || internal !== undefined))
    d.refuse(
      "cannot mix issuer subdirective (explicit issuers) with other issuer-specific subdirectives (implicit issuers)",
    );
  if (acme !== undefined && internal !== undefined)
    d.refuse("cannot create both ACME and internal certificate issuers");
  const implied = acme === undefined ? [] : implicitIssuers(acme, run);
  const all = issuers.length > 0 ? issuers : internal === undefined ? implied : [internal];
  for (const one of all) draft.values.push({ kind: "issuer", issuer: one });
}
