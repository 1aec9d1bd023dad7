import type { Dispenser } from "../dispenser.ts";
import { type JsonMap, listIn, putAlways } from "../json.ts";
import { bare, type Module, type Modules, readModule } from "../module.ts";
import type { Helper } from "../run.ts";
import {
  addWords,
  bareFlag,
  duration,
  moreWords,
  oneOf,
  readBlock,
  type Subdirective,
  type Subdirectives,
  under,
  word,
} from "../subdirectives.ts";
import { readStorage } from "./storage.ts";

/** A pool that is a list of words, on the line or in its block. */
function wordPool(line: string, key: string, missing: string): Module {
  return (d, into, helper) => {
    d.next();
    addWords(into, key, d.remaining());
    readBlock(d, into, helper, { [line]: moreWords(key) });
    if (!into.fields.has(key)) d.refuse(missing);
  };
}

const inline: Module = (d, into, helper) => {
  d.next();
  if (d.nextArg()) d.wrongCount();
  readBlock(d, into, helper, { trust_der: moreWords("trusted_ca_certs") });
  if (!into.fields.has("trusted_ca_certs")) d.refuse("no certificates specified");
};

const keptStorage: Subdirective = (d, into, helper) => {
  d.argument();
  putAlways(into, "storage", readStorage(d, helper));
};

const storage: Module = (d, into, helper) => {
  d.next();
  readBlock(d, into, helper, { storage: keptStorage, keys: moreWords("pem_keys") });
  if (!into.fields.has("storage")) d.refuse("storage module is missing");
  if (!into.fields.has("pem_keys")) d.refuse("no keys specified");
};

const within: Subdirective = (d, into, helper) => {
  d.argument();
  putAlways(into, "ca", readTrustPool(d, helper));
};

const CLIENT: Subdirectives = {
  ca: within,
  insecure_skip_verify: bareFlag("insecure_skip_verify"),
  handshake_timeout: duration("handshake_timeout", "bad timeout value"),
  server_name: word("server_name"),
  renegotiation: oneOf("renegotiation", ["never", "once", "freely"], "unrecognized renegotiation level"),
};

const overHttp: Module = (d, into, helper) => {
  d.next();
  addWords(into, "endpoints", d.remaining());
  readBlock(d, into, helper, {
    endpoints: moreWords("endpoints"),
    tls: under(["tls"], (line, made) => void readBlock(line, made, helper, CLIENT)),
  });
};

const combined: Module = (d, into, helper) => {
  d.next();
  readBlock(d, into, helper, {
    source: (line, made) => {
      const at = line.argument();
      listIn(made, "sources", at).items.push(readTrustPool(line, helper));
    },
  });
};

const POOLS: Modules = {
  combined,
  file: wordPool("pem_file", "pem_files", "no certificates specified"),
  http: overHttp,
  inline,
  pki_intermediate: wordPool("authority", "authority", "no authorities specified"),
  pki_root: wordPool("authority", "authority", "no authorities specified"),
  storage,
  system: bare,
};

/** Whom to trust (modules/caddytls/capools.go); the dispenser stands at the name of the pool. */
export function readTrustPool(d: Dispenser, helper: Helper): JsonMap {
  return readModule(d, helper, { key: "provider", namespace: "tls.ca_pool.source", modules: POOLS });
}
