import { duration } from "./evidence.ts";
import type { ObservationOf } from "./observation.ts";

type Handshake = ObservationOf<"handshake">;
type Exchange = ObservationOf<"exchange">;

/** Whether anything was learnt: the step was really made. */
export function wasTried(seen: Handshake | Exchange): boolean {
  return seen.outcome.kind !== "not-tried" && seen.outcome.kind !== "probe-broken";
}

/** Number of the TLS alert that the server ended it with; undefined for any other end. */
export function alertFrom(seen: Handshake | Exchange): number | undefined {
  if (seen.kind === "handshake" && seen.facts.alert !== undefined)
    return seen.facts.alert.sentBy === "server" ? seen.facts.alert.number : undefined;
  // In TLS 1.3 a server refuses the client's certificate after the client's side is done (RFC 8446 section 4.4.2.4).
  const number = /^alert (\d{1,3})$/.exec(seen.outcome.code ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The handshake ended, whatever the certificate is worth. */
export function completes(seen: Handshake): boolean {
  return (
    seen.outcome.kind === "answered" || (seen.facts.version !== undefined && seen.facts.alert === undefined)
  );
}

/** The certificate is one that the gateway would take if it verifies. */
export function verifies(seen: Handshake): boolean {
  return (
    completes(seen) && seen.facts.verification.code === 0 && seen.facts.verification.nameMatches !== false
  );
}

/** Handshakes that this one's experiments finished where it did not. */
export function finished(experiments: readonly Handshake[]): Handshake | undefined {
  return experiments.find(completes);
}

/** "no SNI", "SNI api.internal". */
function serverNameText(seen: Handshake | Exchange): string {
  const name = seen.request.tls?.serverName;
  return name === undefined ? "no SNI" : `SNI ${name}`;
}

/** "completes in 3.1 ms with TLSv1.3", "alert 112 unrecognized_name", "no end within 5 s". */
export function handshakeResult(seen: Handshake): string {
  const { facts, outcome } = seen;
  if (facts.alert !== undefined) {
    const alert = `alert ${facts.alert.number} ${facts.alert.name}`;
    return facts.alert.sentBy === "client" ? `${alert}, sent by the client's side` : alert;
  }
  if (completes(seen)) return `completes in ${duration(seen.durationMs)}${version(facts.version)}`;
  if (facts.spoke !== undefined && facts.spoke !== "tls" && facts.spoke !== "unknown")
    return `what comes back is no TLS but ${facts.spoke}`;
  if (outcome.kind === "timed-out") return `no end within ${duration(seen.durationMs)}`;
  return outcome.reason;
}

function version(name: string | undefined): string {
  return name === undefined ? "" : ` with ${name}`;
}

/** The whole sentence about one handshake: who asked, how, and what became of it. */
export function handshakeSentence(seen: Handshake, asker: string): string {
  const result = handshakeResult(seen);
  if (seen.varied === undefined) return `handshake as ${asker} makes it (${serverNameText(seen)}): ${result}`;
  return `the same with ${variedText(seen)}: ${result}`;
}

function variedText(seen: Handshake): string {
  const { varied } = seen;
  if (varied === undefined) return "nothing changed";
  return varied.experiment === "server-name" ? serverNameText(seen) : varied.to;
}
