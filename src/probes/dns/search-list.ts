import type { ResolvConf } from "./resolv-conf.ts";

/** A name that the system's resolver would ask for. */
export interface Candidate {
  readonly name: string;
  readonly isAsWritten: boolean;
}

/**
 * The names that glibc asks for, in its order (__res_context_search, resolv/res_query.c in glibc 2.36): a name with at
 * least `ndots` dots as written and then with each search domain; one with fewer the other way round; one with a dot at
 * its end as written alone.
 */
export function searchCandidates(name: string, conf: ResolvConf): readonly Candidate[] {
  const asWritten = { name: name.replace(/\.$/, ""), isAsWritten: true };
  if (name.endsWith(".")) return [asWritten];
  const searched = conf.search.map((domain) => ({
    name: domain === "" ? name : `${name}.${domain}`,
    isAsWritten: domain === "",
  }));
  const dots = name.split(".").length - 1;
  if (dots >= conf.ndots) return [asWritten, ...searched];
  const rootOnList = searched.some((candidate) => candidate.isAsWritten);
  const isLeftOut = rootOnList || (dots === 0 && conf.skipsTopLevel && searched.length > 0);
  return isLeftOut ? searched : [...searched, asWritten];
}
