import { isIP, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { HandshakeFacts } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { HandshakeAsk } from "../model/request.ts";
import { describeCertificate, readCertificates } from "./certificate.ts";
import type { ProbeContext } from "./context.ts";
import { startDeadline } from "./deadline.ts";
import { classifyFirstBytes, firstBytesOf, isTlsRecord } from "./first-bytes.ts";
import {
  ANSWERED,
  alertName,
  alertOfTlsError,
  outcome,
  outcomeOfAlert,
  outcomeOfTlsError,
  RUN_ENDED,
  timedOut,
} from "./outcome.ts";
import { type Recorder, record } from "./recorder.ts";
import type { TlsGround } from "./secure-context.ts";
import { readServerFlight, type ServerFlight, serverHandshakeSecret } from "./tls-flight.ts";
import { startTls } from "./tls-start.ts";
import { verify } from "./verify.ts";

export interface Handshake {
  readonly outcome: Outcome;
  readonly facts: HandshakeFacts;
  /** Ready for the request; undefined when the handshake failed. */
  readonly stream: TLSSocket | undefined;
}

/** A certificate list of 100 KiB is OpenSSL's own limit; this holds it and the rest of the flight. */
const LONGEST_FLIGHT = 128 * 1024;

/** How a handshake ended, before anything is made of it. */
type Ending =
  | { readonly kind: "finished"; readonly stream: TLSSocket }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "closed" | "timed-out" | "run-ended" };

/**
 * The handshake as the gateway makes it. It never ends because of the certificate: that is verified aside, and judged
 * where the gateway verifies.
 */
export async function handshake(
  socket: Socket,
  ask: HandshakeAsk,
  ground: TlsGround,
  patienceMs: number,
  context: ProbeContext,
): Promise<Handshake> {
  if (ground.kind === "missing") return { ...NO_HANDSHAKE, outcome: ground.outcome };
  const recorder = record(socket, LONGEST_FLIGHT);
  let secret: Buffer | undefined;
  const tls = startTls({
    socket: recorder.stream,
    secureContext: ground.secureContext,
    // RFC 6066 section 3: a literal address is never a server name.
    servername: ask.serverName !== undefined && isIP(ask.serverName) === 0 ? ask.serverName : undefined,
    alpn: ask.alpn,
  });
  tls.on("keylog", (line: Buffer) => {
    secret = serverHandshakeSecret(line) ?? secret;
  });
  const ending = await settled(tls, patienceMs, context);
  const flight = readServerFlight(recorder.received(), secret);
  const chain = readCertificates(flight.certificates);
  const finished = ending.kind === "finished" ? ending.stream : undefined;
  const facts: HandshakeFacts = {
    ...NO_FACTS,
    version: finished?.getProtocol() ?? undefined,
    cipher: finished?.getCipher().name,
    alpn: typeof finished?.alpnProtocol === "string" ? finished.alpnProtocol : undefined,
    chain: chain.map(describeCertificate),
    verification: verify(ask, chain[0], ground.trust, finished),
    clientCertificateRequested: flight.certificateRequested,
  };
  const reading = read(ending, flight, recorder, patienceMs);
  recorder.stop();
  return { outcome: reading.outcome, facts: { ...facts, ...reading.facts }, stream: finished };
}

function settled(tls: TLSSocket, patienceMs: number, context: ProbeContext): Promise<Ending> {
  return new Promise((resolve) => {
    const cancel = startDeadline(context, patienceMs, (why) => {
      tls.destroy();
      resolve({ kind: why });
    });
    const end = (ending: Ending): void => {
      cancel();
      resolve(ending);
    };
    tls.once("secureConnect", () => end({ kind: "finished", stream: tls }));
    // Stays on: an alert may follow the finished handshake.
    tls.on("error", (error) => end({ kind: "failed", error }));
    tls.once("close", () => end({ kind: "closed" }));
  });
}

interface Reading {
  readonly outcome: Outcome;
  readonly facts?: Pick<HandshakeFacts, "alert"> | Pick<HandshakeFacts, "firstBytes" | "spoke">;
}

/** The wire is asked before the library: its words for alerts and for what is not TLS vary with its version. */
function read(ending: Ending, flight: ServerFlight, recorder: Recorder, patienceMs: number): Reading {
  if (ending.kind === "finished") return { outcome: ANSWERED };
  if (ending.kind === "run-ended") return { outcome: RUN_ENDED };
  const error = ending.kind === "failed" ? ending.error : undefined;
  const alert = flight.alert ?? alertOfTlsError(error);
  if (alert !== undefined) return { outcome: outcomeOfAlert(alert), facts: alertFacts(alert, "server") };
  const raw = recorder.received();
  if (raw.length > 0 && !isTlsRecord(raw)) {
    const reading = { firstBytes: firstBytesOf(raw), spoke: classifyFirstBytes(raw) };
    return { outcome: { ...NOT_TLS, code: outcomeOfTlsError(error).code }, facts: reading };
  }
  if (ending.kind === "timed-out") return { outcome: timedOut("the handshake did not finish", patienceMs) };
  const own = outcomeOfTlsError(error);
  const sent = recorder.alertSent();
  if (own.kind === "rejected")
    return { outcome: own, ...(sent !== undefined && { facts: alertFacts(sent, "client") }) };
  return { outcome: recorder.hasEnded() || error === undefined ? CLOSED : own };
}

const NOT_TLS = outcome("rejected", "the answer is not TLS");
const CLOSED = outcome("reset", "closed during the handshake");

function alertFacts(number: number, sentBy: "server" | "client"): Pick<HandshakeFacts, "alert"> {
  return { alert: { number, name: alertName(number), sentBy } };
}

/** An alert that came after the handshake and before any answer ends the handshake after all: RFC 8446 section 4.4.2.4. */
export function rejectedAfterwards(done: Handshake, alert: number): Handshake {
  return {
    outcome: outcomeOfAlert(alert),
    facts: {
      ...done.facts,
      ...alertFacts(alert, "server"),
      clientCertificateRequested: alert === 116 ? true : done.facts.clientCertificateRequested,
    },
    stream: undefined,
  };
}

const NO_FACTS: HandshakeFacts = {
  version: undefined,
  cipher: undefined,
  alpn: undefined,
  chain: [],
  verification: { code: undefined, reason: undefined, nameMatches: undefined },
  alert: undefined,
  firstBytes: undefined,
  spoke: undefined,
  clientCertificateRequested: undefined,
};

export const NO_HANDSHAKE: Omit<Handshake, "outcome"> = { facts: NO_FACTS, stream: undefined };
