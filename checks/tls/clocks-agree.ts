import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import { duration } from "../../src/model/evidence.ts";
import { header } from "../../src/model/exchange.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { endpointsAt } from "../../src/testimony/endpoints-at.ts";
import { against, conclude, root } from "../../src/testimony/verdict.ts";

type Handshake = ObservationOf<"handshake">;
type Exchange = ObservationOf<"exchange">;

/** A Date header has whole seconds and may come from a cache (RFC 9110 section 6.6.1): less than this is no skew. */
const SKEW_MS = 5 * 60_000;
/** Clocks that are kept differ by less than this, an answer's age included. */
const ALIKE_MS = 60_000;
/** One host may be wrong by itself: `certificate-dates` speaks of it. */
const LEAST_HOSTS = 2;

export default defineCheck({
  id: "clocks-agree",
  layer: "tls",
  since: "0.1.0",
  title: "This host's clock agrees with those of several upstreams",
  about: [
    "Only where a certificate fails by its dates alone: compares this host's clock with the Date headers of all hosts that",
    "answered. Two or more that agree with each other to a minute, and differ from this host by five or more, show that this",
    "host's clock is the wrong one, if the certificate is valid by theirs. One host alone proves nothing of the kind: that is",
    "`certificate-dates`. A clock that is wrong and hurts nobody is not told.",
  ].join("\n"),
  for: "gateway",
  needs: { handshakes: needed("handshake"), exchanges: needed("exchange") },
  // The cause is owned by the check that sees it at one endpoint.
  causes: {},
  judge({ gateway, seen, policy }) {
    const offset = agreedOffset(seen.exchanges);
    if (offset === undefined)
      return conclude([], "no other hosts agree on a time that contradicts this host's clock");
    const { ahead, hosts } = offset;
    const skew = duration(Math.abs(ahead));
    const told = `the Date headers of ${hosts.length} hosts (${hosts.slice(0, 3).join(", ")}) agree: this host's clock is ${skew} ${ahead > 0 ? "behind" : "ahead"}`;
    const failing = seen.handshakes.filter((one) => failsByDate(one, policy.now, ahead));
    const findings = failing.flatMap((handshake) =>
      endpointsAt(gateway, handshake).flatMap((about): readonly Finding[] => {
        const accusation = {
          cause: "clock-skew",
          strength: 0.96,
          evidence: [told],
          ground: "clock",
        } as const;
        const found = root(claim({ gateway, about, policy }, handshake, { ...accusation, args: { skew } }));
        const innocent = ["tls-certificate-expired", "tls-certificate-not-yet-valid"] as const;
        return [found, ...innocent.map((cause) => against(cause, found.subject, 0.9, [told]))];
      }),
    );
    return conclude(findings, `${told}, and no certificate fails for it`);
  },
});

/** How far the others' clocks are ahead of this host's, where all of them say the same. */
function agreedOffset(
  exchanges: readonly Exchange[],
): { readonly ahead: number; readonly hosts: readonly string[] } | undefined {
  const byHost = new Map<string, number>();
  for (const one of exchanges) {
    const { target } = one.request;
    const date = Date.parse(header(one, "date") ?? "");
    if (target.kind !== "tcp" || !Number.isFinite(date)) continue;
    byHost.set(target.host, date - (one.startedAt + one.durationMs));
  }
  const offsets = [...byHost.values()];
  const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
  const isAgreed = offsets.length >= LEAST_HOSTS && most - least < ALIKE_MS;
  if (!isAgreed || Math.min(Math.abs(least), Math.abs(most)) < SKEW_MS) return undefined;
  return { ahead: (least + most) / 2, hosts: [...byHost.keys()] };
}

/** X509_V_ERR 9 and 10 of OpenSSL: nothing but a date is wrong, and by the others' clock nothing at all. */
function failsByDate({ request, facts }: Handshake, now: number, ahead: number): boolean {
  const isDated = facts.verification.code === 9 || facts.verification.code === 10;
  const isRight = facts.chain.every(
    ({ notBefore, notAfter }) => now + ahead >= notBefore && now + ahead <= notAfter,
  );
  return request.tls?.verify === true && isDated && facts.chain.length > 0 && isRight;
}
