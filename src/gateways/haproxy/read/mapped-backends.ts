import type { Site } from "./context.ts";

/** `use_backend PREFIX%[SAMPLE,map(FILE)]`: the name that each request's sample has in the file (section 7.3.1, `map`). */
const MAPPED = /^([\w.:-]*)%\[([^\]]*?),map(?:_(str|dom|end))?\((\/[^(),]+)(?:,[^()]*)?\)\]$/;
const HOST = /^(?:req\.)?f?hdr\(host(?:,-?\d+)?\)(?:,(?:lower|host_only|field\(1,:\)))*$/i;
const HOST_KEY = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;
/** More is a list of customers, and no routing that a person wrote. */
const MOST_LINES = 1_000;

/** A backend that a map leads to, and the hosts for which it does; none where the map is asked for something else. */
export interface MappedBackend {
  readonly name: string;
  readonly hosts: readonly string[];
}

/**
 * The backends that a map may name; undefined for a name that is no look-up in a file that can be read. The default of the map
 * is left out: what it names need not exist, since HAProxy then goes on with its other rules.
 */
export function mappedBackends(text: string, { readText }: Site): readonly MappedBackend[] | undefined {
  const [, prefix = "", sample = "", kind = "str", file = ""] = MAPPED.exec(text) ?? [];
  const content = file === "" ? undefined : readText(file);
  if (content === undefined) return undefined;
  const isByHost = HOST.test(sample);
  const backends = new Map<string, string[]>();
  for (const line of content.split(/\r?\n/, MOST_LINES)) {
    const [, key = "", value] = /^\s*([^#\s]\S*)\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (value === undefined) continue;
    const hosts = backends.get(prefix + value) ?? [];
    if (isByHost && HOST_KEY.test(key)) hosts.push(...hostsOf(key, kind));
    backends.set(prefix + value, hosts);
  }
  return [...backends].map(([name, hosts]) => ({ name, hosts }));
}

function hostsOf(key: string, kind: string): readonly string[] {
  return kind === "str" ? [key] : [key, `*.${key}`];
}
