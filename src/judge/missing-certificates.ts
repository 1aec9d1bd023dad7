import type { Unseen } from "../model/conclusion.ts";
import type { Gateway } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import { alertFrom } from "../model/handshake.ts";
import type { Observation, ObservationOf } from "../model/observation.ts";

/** Alerts by which a server refuses a client without a certificate, or with none that it takes (RFC 8446 section 6.2). */
const WANTS_CERTIFICATE: ReadonlySet<number> = new Set([40, 42, 43, 46, 48, 49, 116]);

/**
 * Where the gateway gets its client certificate at run time, uhc has none to show, and that a server hangs up on uhc for
 * want of it says nothing of the gateway.
 */
export function withoutMissingCertificates(
  gateways: readonly Gateway[],
  observations: readonly Observation[],
): {
  readonly observations: readonly Observation[];
  readonly notes: readonly Unseen[];
} {
  const unseen = unseenCertificates(gateways);
  if (unseen.size === 0) return { observations, notes: [] };
  const notes = new Map<string, Unseen>();
  const seen = observations.map((one): Observation => {
    if (one.kind !== "handshake" && one.kind !== "exchange") return one;
    const held = missingCertificate(one, unseen);
    if (held === undefined) return one;
    const what = `${targetText(one.request.target)} over mutual TLS`;
    const because = `it asks for a client certificate, and ${held} is in the gateway's hands alone`;
    notes.set(what, { what, because });
    const reason = `${one.outcome.reason}, for want of ${held}`;
    return { ...one, outcome: { ...one.outcome, kind: "not-allowed", reason } };
  });
  return { observations: seen, notes: [...notes.values()] };
}

/** Routes whose client certificate only the gateway has → what it is. */
function unseenCertificates(gateways: readonly Gateway[]): ReadonlyMap<string, string> {
  const all = gateways.flatMap(({ id, routes }) =>
    routes.flatMap(({ id: route, forward }) => {
      const held = forward.tls?.unseenCertificate?.value;
      return held === undefined ? [] : [[`${id}\n${route}`, held] as const];
    }),
  );
  return new Map(all);
}

/** The certificate for want of which the other side hung up; undefined for any other end. */
function missingCertificate(
  one: ObservationOf<"handshake" | "exchange">,
  unseen: ReadonlyMap<string, string>,
): string | undefined {
  if (one.outcome.kind !== "rejected" && one.outcome.kind !== "reset") return undefined;
  const held = one.subjects
    .map(({ gateway, route }) => unseen.get(`${gateway}\n${route}`))
    .find((name) => name !== undefined);
  const alert = alertFrom(one);
  const isAsked = one.kind === "handshake" && one.facts.clientCertificateRequested === true;
  return isAsked || (alert !== undefined && WANTS_CERTIFICATE.has(alert)) ? held : undefined;
}
