import { takesConnections } from "../model/bound-address.ts";
import type { Target } from "../model/config.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { LocalListener } from "../model/owner.ts";

/** What listens on this host at the place that was called. */
export interface PlaceHere {
  readonly address: string;
  readonly port: number;
  /** When the sockets were looked at, in milliseconds since the epoch. */
  readonly lookedAt: number;
  /** The sockets that take connections to it; empty where nobody does. */
  readonly owners: readonly LocalListener[];
}

/** The sockets of this host behind an address of its own; undefined where it is another host's, or nobody looked. */
export function ownersAt(target: Target, seen: readonly ObservationOf<"listeners">[]): PlaceHere | undefined {
  if (target.kind !== "tcp") return undefined;
  const { host, port } = target;
  const look = seen.find(({ outcome, facts }) => outcome.kind === "answered" && isHere(host, facts));
  if (look === undefined) return undefined;
  const owners = look.facts.listeners.filter(
    (one) => one.port === port && takesConnections(one.address, host),
  );
  return { address: host, port, lookedAt: look.startedAt, owners };
}

function isHere(host: string, { localAddresses }: ObservationOf<"listeners">["facts"]): boolean {
  return host.startsWith("127.") || localAddresses.includes(host);
}
