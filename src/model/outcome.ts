/** How an attempt ended: one closed set for every kind of probe. */
export const OUTCOMES = [
  /** It did what was asked: an address, an open connection, a finished handshake, an answer. */
  "answered",
  /** The other side, or someone on its behalf, said no at once. */
  "refused",
  "timed-out",
  /** The network says that there is no way there. */
  "unreachable",
  /** It began, and was cut by the other side: reset or closed before anything useful. */
  "reset",
  /** The thing asked for does not exist: no such name, file or socket. */
  "not-found",
  /** The other side understood and declined: a TLS alert, an rcode, a protocol error. */
  "rejected",
  /** This process lacks the permission. */
  "not-allowed",
  /** The ground is missing, the budget spent, or the run was ended; the reason says which. */
  "not-tried",
  /** uhc's own limits or mistakes: never a statement about the other side. */
  "probe-broken",
] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

/** Code of an attempt that stands for nothing, because something else shows that the endpoint serves. */
export const CLIENTS_SERVED = "clients-served";

export interface Outcome {
  readonly kind: OutcomeKind;
  /** One plain phrase, "connection refused". */
  readonly reason: string;
  /** The system's or library's own word for it: ECONNREFUSED, NXDOMAIN, "alert 112". */
  readonly code: string | undefined;
}
