import type { Gateway } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import { alertFrom } from "../model/handshake.ts";
import type { LogEvent, Observation, ObservationOf } from "../model/observation.ts";
import { routesByUpstream } from "../model/routes.ts";

/** Answers so short a time before uhc's own attempt were given at the same time. */
const MEANWHILE_MS = 10_000;

/** What was seen, and what of it lies with uhc alone. */
export interface OwnView {
  readonly observations: readonly Observation[];
  readonly notes: readonly { readonly what: string; readonly because: string }[];
}

/**
 * A connection that fails for uhc and not for the gateway says nothing of the gateway's network: a rule may know uhc's
 * account or address. So where the gateway's log shows good answers from the endpoint at the same time and no failure,
 * uhc's own failure is taken for a missing permission.
 */
export function ownView(gateways: readonly Gateway[], observations: readonly Observation[]): OwnView {
  const lone = new Set(gateways.flatMap(loneEndpoints));
  const notes = new Map<string, OwnView["notes"][number]>();
  const unseen = unseenCertificates(gateways);
  const seen = observations.map((one): Observation => {
    if (one.kind === "handshake" || one.kind === "exchange") {
      const held = certificateElsewhere(one, unseen);
      if (held === undefined) return one;
      const what = `${targetText(one.request.target)} over mutual TLS`;
      notes.set(what, {
        what,
        because: `it asks for a client certificate, and ${held} is in the gateway's hands alone`,
      });
      return {
        ...one,
        outcome: {
          ...one.outcome,
          kind: "not-allowed",
          reason: `${one.outcome.reason}, for want of ${held}`,
        },
      };
    }
    if (one.kind !== "connect" || one.outcome.kind === "answered" || one.outcome.kind === "not-tried")
      return one;
    if (!isServedMeanwhile(one, lone, observations)) return one;
    const reason = `${one.outcome.reason} for uhc, while the gateway's log shows answers from it`;
    const what = targetText(one.request.target);
    notes.set(what, { what, because: `${reason}: run uhc as the gateway's user` });
    return { ...one, outcome: { ...one.outcome, kind: "not-allowed", reason } };
  });
  return { observations: notes.size === 0 ? observations : seen, notes: [...notes.values()] };
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

/** Alerts by which a server refuses a client without a certificate, or with none that it takes (RFC 8446 section 6.2). */
const WANTS_CERTIFICATE: ReadonlySet<number> = new Set([40, 42, 43, 46, 48, 49, 116]);

/** The certificate for want of which the other side hung up; undefined for any other end. */
function certificateElsewhere(
  one: ObservationOf<"handshake" | "exchange">,
  unseen: ReadonlyMap<string, string>,
): string | undefined {
  if (unseen.size === 0 || (one.outcome.kind !== "rejected" && one.outcome.kind !== "reset"))
    return undefined;
  const held = one.subjects
    .map(({ gateway, route }) => unseen.get(`${gateway}\n${route}`))
    .find((name) => name !== undefined);
  const alert = alertFrom(one);
  const isAsked = one.kind === "handshake" && one.facts.clientCertificateRequested === true;
  return isAsked || (alert !== undefined && WANTS_CERTIFICATE.has(alert)) ? held : undefined;
}

/** Endpoints that any answer of the gateway's must come from: there is no other. */
function loneEndpoints(gateway: Gateway): readonly string[] {
  const routes = routesByUpstream(gateway);
  const reached = gateway.upstreams.filter(({ id }) => routes.has(id));
  const endpoints = reached.flatMap((upstream) => upstream.endpoints.map(({ endpoint }) => endpoint));
  return endpoints.length === 1 ? endpoints.map((endpoint) => `${gateway.id}\n${endpoint}`) : [];
}

function isServedMeanwhile(
  own: ObservationOf<"connect">,
  lone: ReadonlySet<string>,
  observations: readonly Observation[],
): boolean {
  const peer = targetText(own.request.target);
  const isLone = own.subjects.some(({ gateway, endpoint }) => lone.has(`${gateway}\n${endpoint}`));
  const isMeant = (event: LogEvent) => event.peer === peer || (event.peer === undefined && isLone);
  const recent = observations
    .flatMap((one) => (one.kind === "log" ? one.facts.events : []))
    .filter((event) => isMeant(event) && event.lastAt >= own.startedAt - MEANWHILE_MS);
  return (
    recent.some(({ event }) => /^access-[23]/.test(event)) &&
    recent.every(({ event }) => /^access-[234]/.test(event))
  );
}
