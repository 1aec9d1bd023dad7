import type { Measurement } from "../../model/observation.ts";

type Connect = Extract<Measurement, { kind: "connect" }>;
type Handshake = Extract<Measurement, { kind: "handshake" }>;
type Exchange = Extract<Measurement, { kind: "exchange" }>;

export function connectIn(seen: readonly Measurement[]): Connect | undefined {
  return seen.find((one): one is Connect => one.kind === "connect");
}

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

/** Nothing of an answer came before the end. */
export function cameEmpty({ facts }: Exchange): boolean {
  return facts.firstByteMs === undefined && facts.status === undefined && facts.firstBytes === undefined;
}

/** First value of a header of the answer, whatever the case of its name. */
export function headerIn({ facts }: Exchange, name: string): string | undefined {
  return facts.headers.find(([given]) => given.toLowerCase() === name)?.[1];
}
