import { climbClass } from "../model/climb-class.ts";
import type { Measurement } from "../model/observation.ts";
import { exchangeIn, handshakeIn } from "./experiments/seen.ts";
import type { Ground } from "./ground.ts";

/**
 * What failures must have in common to be one failure: how far the connection got, the word with which it ended, and the
 * part of the question that was on the wire by then. Undefined where nothing failed.
 */
export function failureKey({ request }: Ground, seen: readonly Measurement[]): string | undefined {
  const reached = climbClass(seen);
  if (reached === "answered" || reached === "not-tried") return undefined;
  const { sourceAddress, proxyProtocol, tls, exchange } = request;
  const connection = [reached, sourceAddress, proxyProtocol, tls];
  if (reached === "no-connection") {
    const connect = seen.find((one) => one.kind === "connect");
    return JSON.stringify([reached, sourceAddress, connect?.outcome.kind, connect?.outcome.code]);
  }
  const handshake = handshakeIn(seen);
  const answer = exchangeIn(seen);
  if (answer === undefined || reached === "unverified")
    return JSON.stringify([
      ...connection,
      handshake?.facts.alert?.number,
      handshake?.facts.spoke,
      handshake?.facts.verification,
    ]);
  // A service that hangs up does so whatever it is asked for, and a limit counts all requests; other statuses are about
  // the whole request.
  const isAboutAll = reached === "no-answer" || reached === "status 429";
  const asked = isAboutAll ? [exchange?.protocol, exchange?.httpVersion] : [exchange];
  return JSON.stringify([...connection, ...asked, answer.facts.spoke]);
}
