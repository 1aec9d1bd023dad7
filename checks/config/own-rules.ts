import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway, OwnAnswer } from "../../src/model/config.ts";
import { asker, quoted } from "../../src/model/evidence.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import {
  fileWord,
  forSome,
  type Logged,
  logClaim,
  loggedAs,
  timesLogged,
} from "../../src/testimony/logged.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

/** A rule is there to turn some away: so many, and such a part of all requests, is no longer a stray client or scanner. */
const ENOUGH = 3;
const MOST = 0.5;

export default defineCheck({
  id: "own-rules",
  layer: "config",
  since: "0.1.0",
  title: "Few requests are answered with an error by a rule of the gateway's own",
  about: [
    "Counts in HAProxy's log the requests that its config answers itself with 429 or 5xx: `http-request deny`, `tarpit` and",
    "`return` end in PR, PT and LR there, and no server ever heard of them. Where those are half of all requests or more it is a",
    "cause, else information: such rules are there to turn some away.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {},
  judge({ gateway, seen }) {
    if (gateway.kind !== "haproxy") return skip("only HAProxy logs which answers were a rule's");
    const ruled = loggedAs(seen.logs, ["rule-answered"]);
    const events = seen.logs.flatMap(({ facts }) => facts.events);
    const all = timesLogged(events.filter(({ event }) => event.startsWith("access-")));
    const groups = new Map<string, Logged[]>();
    for (const event of ruled) {
      const key = `${event.upstream ?? ""} ${event.detail ?? ""}`;
      groups.set(key, [...(groups.get(key) ?? []), event]);
    }
    const findings = [...groups.values()].map((group) => told(gateway, group, all));
    return conclude(findings, "no request is seen that a rule answered with an error");
  },
});

function told(gateway: Gateway, ruled: readonly Logged[], all: number): Finding {
  const [{ upstream: proxy = "", detail: status = "" } = {}] = ruled;
  const times = timesLogged(ruled);
  const rules = (gateway.ownAnswers ?? []).filter(
    (one) => one.proxy === proxy && String(one.status) === status,
  );
  const [rule] = rules;
  const claim = logClaim(gateway, ruled, {
    cause: "gateway-limits-requests",
    strength: rules.length > 0 ? 0.93 : 0.75,
    ground: `rule:${proxy} ${status}`,
    locations: rules.map(({ location }) => location),
    args: {
      message: `${asker(gateway)} itself answers ${status} by a rule of ${proxy}: ${groupedDigits(times)} of ${groupedDigits(all)} requests`,
      narrow: `Look whom that rule of ${proxy} hits, and narrow its condition if those are wanted`,
      step: `${where(rule, proxy)}: whom it is meant for, and whether its condition fits more than those.${shared(rule)}`,
      see: `grep -E ${quoted(` (PR|PT|LR)[A-Z-]{2} `, 40)} ${fileWord(ruled[0]?.path ?? "")} | tail -3`,
    },
  });
  const evidence = [...rules.slice(0, 2).map(ruleSentence), ...claim.evidence];
  const isMost = times >= ENOUGH && times >= all * MOST;
  const finding = { ...claim, evidence };
  return isMost ? { ...forSome(root(finding)), standsAlone: true } : latent(finding, "info");
}

/** Who comes through a load balancer shares its address. */
function shared({ rule = "" }: Partial<OwnAnswer> = {}): string {
  return /\bsc\d?_|\bsrc\b/.test(rule)
    ? " Behind a load balancer src is its address, the same for all: count or compare the client's own (hdr_ip(x-forwarded-for), or accept-proxy)."
    : "";
}

function where(rule: OwnAnswer | undefined, proxy: string): string {
  return rule === undefined
    ? `Look at the http-request deny, tarpit and return rules of ${proxy}`
    : `${rule.location.file}:${rule.location.line}: look at ${quoted(rule.rule, 100)}`;
}

function ruleSentence({ location, rule }: OwnAnswer): string {
  return `${location.file}:${location.line}: ${quoted(rule, 120)}; no server is asked`;
}
