import type { AdminResolver } from "../../../model/admin.ts";

/** Sections that no config has: HAProxy makes this one of resolv.conf by itself (since 2.6), and asks it nothing by itself. */
const OWN_SECTION = "default";
/** Counters of answers that are of no use, and are neither "no such name", nor refused, nor silence. */
const OTHER = ["other", "invalid", "too_big", "truncated", "cname_error", "any_err", "outdated"];

/** What `show resolvers` says of each name server (management manual 2.6, section 9.3). */
export function readResolvers(text: string): readonly AdminResolver[] {
  const found: { section: string; server: string; counters: Map<string, number> }[] = [];
  let section = "";
  for (const line of text.split(/\r?\n/)) {
    const head = /^Resolvers section (\S+)/.exec(line)?.[1];
    if (head !== undefined) section = head;
    const server = /^ nameserver (\S{1,300}):$/.exec(line)?.[1];
    if (server !== undefined) found.push({ section, server, counters: new Map() });
    const [, name, value] = /^ {2}(\w{1,40}): +(\d{1,15})$/.exec(line) ?? [];
    if (name !== undefined) found.at(-1)?.counters.set(name, Number(value));
  }
  return found
    .filter(({ section: name, counters }) => name !== OWN_SECTION || (counters.get("sent") ?? 0) > 0)
    .map(({ section: name, server, counters }) => ({
      section: name,
      server,
      sent: counters.get("sent") ?? 0,
      notSent: counters.get("snd_error") ?? 0,
      valid: counters.get("valid") ?? 0,
      notFound: counters.get("nx") ?? 0,
      refused: counters.get("refused") ?? 0,
      timedOut: counters.get("timeout") ?? 0,
      otherwise: OTHER.reduce((sum, counter) => sum + (counters.get(counter) ?? 0), 0),
    }));
}
