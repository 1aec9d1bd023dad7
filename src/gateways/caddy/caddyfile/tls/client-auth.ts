import { dispense } from "../dispenser.ts";
import { type JsonMap, list, listIn, map, put, putAlways, text } from "../json.ts";
import { type Module, readModule } from "../module.ts";
import {
  addWords,
  moreWords,
  readBlock,
  type Subdirective,
  type Subdirectives,
  word,
} from "../subdirectives.ts";
import { readTrustPool } from "./trust-pool.ts";

const certificate =
  (key: string): Subdirective =>
  (d, into) =>
    addWords(into, key, [d.argument()]);

const pool: Subdirective = (d, into, helper) => {
  if (into.fields.has("trusted_ca_certs"))
    d.refuse("cannot specify both 'trust_pool' and 'trusted_ca_cert' or 'trusted_ca_cert_file'");
  d.argument();
  putAlways(into, "ca", readTrustPool(d, helper));
};

const loader =
  (key: string): Module =>
  (d, into) => {
    d.nextArg();
    addWords(into, key, d.remaining());
  };

const LOADERS = {
  key: "loader",
  namespace: "tls.leaf_cert_loader",
  modules: {
    file: loader("files"),
    folder: loader("folders"),
    pem: loader("certificates"),
    storage: loader("certificates"),
  },
};

/** `verifier leaf <loader> …`, or a block of loaders */
const leaf: Module = (d, into, helper) => {
  d.next();
  const words = d.segment();
  const isOneLine = words.length > 2 && words[1]?.text !== "{";
  const inside = dispense(words);
  inside.next();
  if (isOneLine) {
    inside.nextArg();
    const at = inside.token();
    listIn(into, "leaf_certs_loaders", at).items.push(readModule(inside, helper, LOADERS));
    return;
  }
  readBlock(
    inside,
    into,
    helper,
    {},
    (line) =>
      void listIn(into, "leaf_certs_loaders", line.token()).items.push(readModule(line, helper, LOADERS)),
  );
};

const verifier: Subdirective = (d, into, helper) => {
  const at = d.argument();
  const kind = { key: "verifier", namespace: "tls.client_auth.verifier", modules: { leaf } };
  listIn(into, "verifiers", at).items.push(readModule(d, helper, kind));
};

const LINES: Subdirectives = {
  mode: word("mode"),
  trusted_ca_cert: certificate("trusted_ca_certs"),
  trusted_leaf_cert: certificate("trusted_leaf_certs"),
  trusted_ca_cert_file: certificate("trusted_ca_certs_pem_files"),
  trusted_leaf_cert_file: moreWords("trusted_leaf_certs_files"),
  trust_pool: pool,
  verifier,
};

/**
 * Which certificates clients must have (modules/caddytls/connpolicy.go). Caddy reads the files that are named here; uhc
 * keeps their names, as it keeps to the config.
 */
export const clientAuth: Subdirective = (d, into, helper) => {
  const made: JsonMap = map(d.token());
  d.remaining();
  readBlock(d, made, helper, LINES, (line) =>
    line.refuse(`unknown subdirective for client_auth: ${line.value()}`),
  );
  const certificates = made.fields.get("trusted_ca_certs");
  if (certificates?.kind === "list" && helper.run.since("2.8.0")) {
    made.fields.delete("trusted_ca_certs");
    const inline = map(made.at, { provider: text(made.at, "inline") });
    put(inline, "trusted_ca_certs", list(certificates.at, certificates.items));
    putAlways(made, "ca", inline);
  }
  putAlways(into, "client_authentication", made);
};
