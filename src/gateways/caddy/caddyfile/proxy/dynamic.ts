import type { Dispenser } from "../dispenser.ts";
import { boolean, type JsonMap, listIn, map, mapIn, put, putAlways, text, texts } from "../json.ts";
import { type Module, type Modules, readModule } from "../module.ts";
import type { Helper } from "../run.ts";
import {
  duration,
  readBlock,
  type Subdirective,
  type Subdirectives,
  unrecognizedQuoted,
} from "../subdirectives.ts";

export const resolvers: Subdirective = (d, into) => {
  const at = d.token();
  const addresses = d.remaining();
  if (addresses.length === 0) d.refuse("must specify at least one resolver address");
  put(mapIn(into, "resolver", at), "addresses", texts(addresses));
};

/** A word that may be given once. */
function once(key: string, complaint: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    if (into.fields.has(key)) d.refuse(complaint);
    put(into, key, text(value, value.text));
  };
}

const COMMON: Subdirectives = {
  refresh: duration("refresh", "parsing refresh interval duration:"),
  resolvers,
  dial_timeout: duration("dial_timeout", "bad timeout value"),
  dial_fallback_delay: duration("dial_fallback_delay", "bad delay value"),
};

const SRV: Subdirectives = {
  ...COMMON,
  service: once("service", "srv service has already been specified"),
  proto: once("proto", "srv proto has already been specified"),
  name: once("name", "srv name has already been specified"),
  grace_period: duration("grace_period", "bad grace period value"),
};

const versions: Subdirective = (d, into) => {
  const words = d.remaining();
  const [first] = words;
  if (first === undefined) return d.refuse("must specify at least one version");
  const made = map(first);
  for (const one of words) {
    if (one.text !== "ipv4" && one.text !== "ipv6") d.refuse(`unsupported version: '${one.text}'`);
    put(made, one.text, boolean(one, true));
  }
  putAlways(into, "versions", made);
};

const A: Subdirectives = {
  ...COMMON,
  name: once("name", "a name has already been specified"),
  port: once("port", "a port has already been specified"),
  versions,
};

const srv: Module = (d, into, helper) => {
  d.next();
  const [name, ...more] = d.remaining();
  if (more.length > 0) d.wrongCount();
  if (name !== undefined) put(into, "name", text(name, name.text));
  readBlock(d, into, helper, SRV, unrecognizedQuoted("srv option"));
};

const a: Module = (d, into, helper) => {
  d.next();
  const [name, port, ...more] = d.remaining();
  if (more.length > 0) d.wrongCount();
  if (name !== undefined) put(into, "name", text(name, name.text));
  if (port !== undefined) put(into, "port", text(port, port.text));
  readBlock(d, into, helper, A, unrecognizedQuoted("a option"));
};

const multi: Module = (d, into, helper) => {
  d.next();
  if (d.nextArg()) d.wrongCount();
  while (d.nextBlock(0)) {
    const at = d.token();
    listIn(into, "sources", at).items.push(readSource(d, helper));
  }
};

const SOURCES: Modules = { a, multi, srv };

/** Upstreams that are looked up at the request; the dispenser stands at the name of the source. */
export function readSource(d: Dispenser, helper: Helper): JsonMap {
  return readModule(d, helper, {
    key: "source",
    namespace: "http.reverse_proxy.upstreams",
    modules: SOURCES,
  });
}
