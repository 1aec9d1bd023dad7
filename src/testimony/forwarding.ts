import type { Target } from "../model/config.ts";
import type { ObservationOf } from "../model/observation.ts";

/** Whether rules of this host send a connection to another place than its own sockets. */
export type Forwarding =
  | { readonly kind: "none" }
  | { readonly kind: "forwarded"; readonly chain: string; readonly rule: string }
  | { readonly kind: "unknown"; readonly because: string };

/** What the rules of this host make of a connection to this place. */
export function forwardingOf(target: Target, seen: readonly ObservationOf<"firewall">[]): Forwarding {
  if (target.kind !== "tcp") return { kind: "none" };
  const look = seen.find(({ request }) =>
    request.flows.some(({ host, port }) => host === target.host && port === target.port),
  );
  if (look === undefined) return { kind: "unknown", because: "nobody looked" };
  const { forwards, unread } = look.facts;
  if (forwards === undefined)
    return { kind: "unknown", because: unread ?? "rules of iptables-legacy are not read" };
  const found = forwards.find(({ host, port }) => host === target.host && port === target.port);
  return found === undefined ? { kind: "none" } : { kind: "forwarded", chain: found.chain, rule: found.rule };
}

/** The sentence about what is not plain. */
export function forwardText(of: Exclude<Forwarding, { kind: "none" }>): string {
  return of.kind === "forwarded"
    ? `a rule of this host may send it elsewhere, in the chain ${of.chain}: ${of.rule}`
    : `whether a rule of this host sends it elsewhere is not known: ${of.because}`;
}
