import type { Measurement } from "./observation.ts";

type Exchange = Extract<Measurement, { kind: "exchange" }>;

/** The smallest answer that does not fit one packet: 1,280 bytes is the least MTU of IPv6 (RFC 8200 section 5). */
export const FULL_SIZE = 1_280;
/** The start of a body that its header announces comes right behind it. */
const STALLED_MS = 900;

/** The size that the header announces; undefined where it does not. */
export function announcedBytes({ facts }: Exchange): number | undefined {
  const value = facts.headers.find(([name]) => name.toLowerCase() === "content-length")?.[1];
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** The header came, announces more than a packet's worth, and not one byte of it follows. */
export function hasStalledBody(seen: Exchange): boolean {
  const { facts, durationMs, request, outcome } = seen;
  if (outcome.kind !== "answered" || request.exchange?.method !== "GET" || facts.bodyComplete) return false;
  const waitedMs = durationMs - (facts.headerMs ?? durationMs);
  return facts.bodyBytes === 0 && waitedMs >= STALLED_MS && (announcedBytes(seen) ?? 0) >= FULL_SIZE;
}
