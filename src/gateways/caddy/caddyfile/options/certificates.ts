import type { GlobalOptions } from "../global-options.ts";
import { boolean, type JsonMap, list, map, number, put, putAlways, text, texts } from "../json.ts";
import { type Modules, readModule } from "../module.ts";
import {
  durationOf,
  readBlock,
  type Subdirective,
  type Subdirectives,
  unrecognizedQuoted,
  word,
} from "../subdirectives.ts";
import { preferredChains, readDnsProvider, readIssuer } from "../tls/issuers.ts";
import { renewalRatio } from "../tls/tls.ts";
import { ech } from "./ech.ts";
import type { Option } from "./option.ts";

type Maps = "acme" | "tls" | "automation" | "policy";

/** An option of one word, kept as a field. */
function wordOption(into: Maps, key: string): Option {
  return (d, options) => {
    if (!d.next()) d.wrongCount();
    const value = d.token();
    if (d.next()) d.wrongCount();
    put(options[into], key, text(value, value.text));
  };
}

function durationOption(into: Maps, key: string): Option {
  return (d, options) => {
    if (!d.next()) d.wrongCount();
    put(options[into], key, number(d.token(), durationOf(d, "bad duration value")));
  };
}

/** An option whose only word is `off`. */
function offOption(key: string, complaint: string, also: readonly Maps[] = ["tls"]): Option {
  return (d, options) => {
    if (!d.next()) d.wrongCount();
    if (d.value() !== "off") d.refuse(complaint);
    for (const into of also) put(options[into], key, boolean(d.token(), true));
  };
}

const acmeRoot: Option = (d, { acme }) => {
  if (!d.next()) d.wrongCount();
  put(acme, "trusted_roots_pem_files", list(d.token(), [text(d.token(), d.value())]));
};

const acmeEab: Option = (d, { acme }, helper) => {
  if (d.nextArg()) d.wrongCount();
  const account = map(d.token());
  const lines: Subdirectives = { key_id: word("key_id"), mac_key: word("mac_key") };
  readBlock(d, account, helper, lines, unrecognizedQuoted("parameter"));
  putAlways(acme, "external_account", account);
};

const dns: Option = (d, { tls }, helper) => {
  if (!d.next()) d.wrongCount();
  putAlways(tls, "dns", readDnsProvider(d, helper));
};

const acmeDns: Option = (d, options, helper) => {
  const at = d.token();
  options.acmeDns = { at, provider: d.next() ? readDnsProvider(d, helper) : undefined };
};

const storageClean: Option = (d, { tls, automation }) => {
  if (!d.next()) d.wrongCount();
  if (d.value() === "off") put(tls, "disable_storage_clean", boolean(d.token(), true));
  else
    put(
      automation,
      "storage_clean_interval",
      number(d.token(), durationOf(d, "failed to parse storage_clean_interval, must be a duration or 'off'")),
    );
};

const PERMISSIONS: Modules = {
  http: (d, into) => {
    d.next();
    const endpoint = d.argument();
    putAlways(into, "endpoint", text(endpoint, endpoint.text));
  },
};

function onDemandLines(isOld: boolean): Subdirectives {
  const ask: Subdirective = (d, into) => {
    const endpoint = d.argument();
    if (isOld) return void put(into, "ask", text(endpoint, endpoint.text));
    const asked = map(endpoint, { module: text(endpoint, "http") });
    putAlways(asked, "endpoint", text(endpoint, endpoint.text));
    putAlways(into, "permission", asked);
  };
  const permission: Subdirective = (d, into, helper) => {
    d.argument();
    const kind = { key: "module", namespace: "tls.permission", modules: PERMISSIONS };
    putAlways(into, "permission", readModule(d, helper, kind));
  };
  const limit =
    (key: string): Subdirective =>
    (d, into) => {
      const value = d.argument();
      if (!isOld)
        d.refuse(`the on_demand_tls '${key}' option is no longer supported, remove it from your config`);
      const rate = into.fields.get("rate_limit");
      const made: JsonMap = rate?.kind === "map" ? rate : map(value);
      put(
        made,
        key,
        number(value, key === "burst" ? Number(value.text) : durationOf(d, "bad duration value")),
      );
      putAlways(into, "rate_limit", made);
    };
  return { ask, permission, interval: limit("interval"), burst: limit("burst") };
}

const onDemand: Option = (d, { automation }, helper) => {
  if (d.nextArg()) d.wrongCount();
  const made = map(d.token());
  readBlock(d, made, helper, onDemandLines(!helper.run.since("2.8.0")), unrecognizedQuoted("parameter"));
  if (made.fields.size === 0) d.refuse("expected at least one config parameter for on_demand_tls");
  putAlways(automation, "on_demand", made);
};

function mark(key: "skipsInstallTrust" | "localCerts"): Option {
  return (d, options: GlobalOptions) => {
    options[key] = d.token();
  };
}

/** Options about certificates. */
export const CERTIFICATES: readonly (readonly [name: string, read: Option])[] = [
  ["acme_ca", wordOption("acme", "ca")],
  ["acme_ca_root", acmeRoot],
  ["acme_dns", acmeDns],
  ["acme_eab", acmeEab],
  [
    "cert_issuer",
    (d, { issuers }, helper) => {
      if (!d.next()) d.wrongCount();
      issuers.push(readIssuer(d, helper));
    },
  ],
  ["cert_lifetime", durationOption("acme", "certificate_lifetime")],
  ["dns", dns],
  ["ech", ech],
  ["email", wordOption("acme", "email")],
  ["key_type", wordOption("policy", "key_type")],
  ["local_certs", mark("localCerts")],
  ["ocsp_interval", durationOption("automation", "ocsp_interval")],
  ["ocsp_stapling", offOption("disable_ocsp_stapling", "invalid argument", ["tls", "policy"])],
  ["on_demand_tls", onDemand],
  ["preferred_chains", (d, { acme }, helper) => preferredChains(d, acme, helper)],
  ["renew_interval", durationOption("automation", "renew_interval")],
  ["renewal_window_ratio", (d, { policy }, helper) => renewalRatio(d, policy, helper)],
  ["skip_install_trust", mark("skipsInstallTrust")],
  ["storage_check", offOption("disable_storage_check", "storage_check must be 'off'")],
  ["storage_clean_interval", storageClean],
  [
    "tls_resolvers",
    (d, { tls }) => {
      const all = d.remaining();
      if (all.length === 0) d.wrongCount();
      put(tls, "resolvers", texts(all));
    },
  ],
];
