import type { Measurement } from "../../model/observation.ts";

type Handshake = Extract<Measurement, { kind: "handshake" }>;
type Exchange = Extract<Measurement, { kind: "exchange" }>;

export function handshakeIn(seen: readonly Measurement[]): Handshake | undefined {
  return seen.find((one): one is Handshake => one.kind === "handshake");
}

export function exchangeIn(seen: readonly Measurement[]): Exchange | undefined {
  return seen.find((one): one is Exchange => one.kind === "exchange");
}

/** The other side was there, and ended the attempt before or instead of an answer. */
export function wasCutShort(one: Measurement): boolean {
  return one.outcome.kind === "reset" || one.outcome.kind === "rejected";
}
