import { type Json, list, listIn, map, mapIn, put, putAlways, text } from "../json.ts";
import { readBlock, type Subdirective } from "../subdirectives.ts";
import { readDnsProvider } from "../tls/issuers.ts";
import type { Option } from "./option.ts";

/** `ech names… { dns provider }`: names that stand in the open in handshakes */
export const ech: Option = (d, { tls }, helper) => {
  const made = mapIn(tls, "encrypted_client_hello", d.token());
  const names = d.remaining();
  if (names.length === 0) d.wrongCount();
  const configs: Json[] = names.map((name) => map(name, { public_name: text(name, name.text) }));
  put(made, "configs", list(d.token(), configs));
  const dns: Subdirective = (line, into) => {
    const at = line.argument();
    const provider = readDnsProvider(line, helper);
    const publication = map(at);
    put(
      publication,
      "configs",
      list(
        at,
        names.map((name) => text(name, name.text)),
      ),
    );
    putAlways(publication, "publishers", map(at, { dns: map(at, { provider }) }));
    listIn(into, "publication", at).items.push(publication);
  };
  readBlock(d, made, helper, { dns }, (line) =>
    line.refuse(`ech: unrecognized subdirective '${line.value()}'`),
  );
};
