import type { DnsQuery } from "../../model/observation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ProbeContext } from "../context.ts";
import { ANSWERED } from "../outcome.ts";
import type { Family } from "./address-order.ts";
import { type AskEverybody, TYPES } from "./ask-all.ts";
import { isDnsName } from "./dns-name.ts";
import { failureOf } from "./failure.ts";
import type { ResolvConf } from "./resolv-conf.ts";
import { type Candidate, searchCandidates } from "./search-list.ts";

export interface SystemAsk {
  readonly name: string;
  readonly conf: ResolvConf;
  /** Asked for. */
  readonly families: readonly Family[];
  /** Those of them that the system would use; the others are asked for to be told. */
  readonly usable: readonly Family[];
  readonly patienceMs: number;
}

export interface SystemAnswer {
  readonly outcome: Outcome;
  /** The questions whose answers the system would have used, for the name that decided. */
  readonly used: readonly DnsQuery[];
  readonly all: readonly DnsQuery[];
}

/**
 * Goes through the search list as glibc does (__res_context_search): the next name after NXDOMAIN, NODATA or SERVFAIL;
 * after silence the rest of the list is left out, and only the name as written is still tried. Each name is asked of every
 * server; which answer counts is decided afterwards.
 */
export async function askAsSystem(
  ask: SystemAsk,
  everybody: AskEverybody,
  context: ProbeContext,
): Promise<SystemAnswer> {
  const servers = ask.conf.nameservers.map((host) => ({ host, port: 53 }));
  const all: DnsQuery[] = [];
  const tried: { readonly candidate: Candidate; readonly used: readonly DnsQuery[] }[] = [];
  let searchIsOver = false;
  for (const candidate of searchCandidates(ask.name, ask.conf)) {
    // A search domain can make a name too long to be asked for.
    if ((searchIsOver && !candidate.isAsWritten) || !isDnsName(candidate.name)) continue;
    const { families, usable, patienceMs, conf } = ask;
    const queries = await everybody(
      { name: candidate.name, servers, families, usesTcp: conf.usesTcp, patienceMs },
      context,
    );
    all.push(...queries);
    const used = usable.flatMap((family) =>
      firstThatCounts(queries.filter((query) => query.type === TYPES[family])),
    );
    if (used.some((query) => query.addresses.length > 0)) return { outcome: ANSWERED, used, all };
    tried.push({ candidate, used });
    searchIsOver ||= endsSearch(failureOf(used));
  }
  // What the name as written led to is what the caller gets to hear, if it was tried first; else the best known reason.
  const first = tried[0];
  const deciding = first?.candidate.isAsWritten === true ? first.used : tried.flatMap((step) => step.used);
  return { outcome: failureOf(deciding), used: [], all };
}

/**
 * The query whose answer glibc takes: servers in their order, the next one after silence, SERVFAIL, NOTIMP or REFUSED
 * (send_dg in resolv/res_send.c); NXDOMAIN and an empty answer are final. All of them when every server failed.
 */
function firstThatCounts(queries: readonly DnsQuery[]): readonly DnsQuery[] {
  const final = queries.find((query) => query.rcode === "NOERROR" || query.rcode === "NXDOMAIN");
  return final === undefined ? queries : [final];
}

function endsSearch(failure: Outcome): boolean {
  return failure.kind !== "not-found" && failure.code !== "SERVFAIL";
}
