import { alike, duration } from "./evidence.ts";
import type { ObservationOf, SpokenProtocol } from "./observation.ts";
import type { ClimbRequest } from "./request.ts";
import { scriptText, unmetText } from "./script-text.ts";

type Exchange = ObservationOf<"exchange">;

/** "GET /api/ with Host api over HTTP/1.0", "a gRPC health check", "a FastCGI request for /". */
export function questionText(request: ClimbRequest): string {
  const ask = request.exchange;
  if (ask === undefined) return "a connection";
  if (ask.script !== undefined) return scriptText(ask.script);
  if (ask.protocol === "grpc") return `gRPC health check${ask.grpcService ? ` of ${ask.grpcService}` : ""}`;
  const host = ask.host === undefined ? "without Host" : `with Host ${ask.host}`;
  if (ask.protocol === "http") return `${ask.method} ${ask.path} ${host} over HTTP/${ask.httpVersion}`;
  if (ask.protocol === "tcp") return "a connection without a word";
  return `${ask.protocol} request for ${ask.path}`;
}

/** "200 in 9 ms", "no answer within 5 s", "connection closed". */
export function exchangeResult(seen: Exchange): string {
  const { facts, outcome } = seen;
  if (facts.malformed !== undefined) return facts.malformed;
  const script = seen.request.exchange?.script;
  if (script !== undefined && facts.unmet !== undefined) return unmetText(script, facts.unmet);
  if (facts.spoke !== undefined && facts.status === undefined && outcome.kind !== "answered")
    return facts.spoke === "unknown" ? "bytes that are no answer" : `what comes back is ${facts.spoke}`;
  if (outcome.kind === "timed-out") return `no answer within ${duration(seen.durationMs)}`;
  if (outcome.kind !== "answered") return outcome.reason;
  if (isSilent(seen)) return "stays open";
  const took = duration(facts.headerMs ?? facts.firstByteMs ?? seen.durationMs);
  if (facts.grpcServing !== undefined) return `${facts.grpcServing} in ${took}`;
  if (facts.grpcStatus !== undefined) return `grpc-status ${facts.grpcStatus} in ${took}`;
  return facts.status === undefined ? `an answer in ${took}` : `${facts.status} in ${took}`;
}

/** One exchange as a sentence, for evidence. */
export function exchangeSentence(seen: Exchange): string {
  const question = questionText(seen.request);
  // Other variations show in the question itself, or in the sentence around this one.
  const name = seen.varied?.experiment === "server-name" ? ` with SNI ${seen.varied.to}` : "";
  return `${question}${name}: ${exchangeResult(seen)}`;
}

/** 2xx or 3xx: the service does what it was asked. For protocols without a status, an answer. */
export function succeeds(seen: Exchange): boolean {
  if (seen.outcome.kind !== "answered" || seen.facts.malformed !== undefined) return false;
  if (seen.facts.unmet !== undefined) return false;
  const { status, grpcServing } = seen.facts;
  if (grpcServing !== undefined) return grpcServing === "SERVING";
  return status === undefined || (status >= 200 && status < 400);
}

/** The experiment that turned this failure into a success by changing one thing. */
export function cure(failed: Exchange, experiments: readonly Exchange[]): Exchange | undefined {
  return alike(failed, experiments).find(succeeds);
}

/** Where bytes are only passed on: the connection stayed open, which a port of any protocol does until it is spoken to. */
export function isSilent({ request, outcome, facts }: Exchange): boolean {
  return (
    request.exchange?.protocol === "tcp" && outcome.kind === "answered" && facts.firstByteMs === undefined
  );
}

/** The connection ended before a whole answer, by a close or by a reset. */
export function wasCut(seen: Exchange): boolean {
  return seen.outcome.kind === "reset";
}

/** Nothing of an answer came before the end. */
export function cameEmpty(seen: Exchange): boolean {
  return (
    seen.facts.firstByteMs === undefined && seen.facts.status === undefined && seen.facts.headerBytes === 0
  );
}

/** A reset by TCP, not an orderly close: the other side dropped the connection with data unread, or is a forwarder. */
export function wasReset(seen: ObservationOf<"exchange"> | ObservationOf<"handshake">): boolean {
  return seen.outcome.kind === "reset" && /^(ECONNRESET|EPIPE)$/.test(seen.outcome.code ?? "");
}

/** First value of a header, whatever the case of its name. */
export function header(seen: Exchange, name: string): string | undefined {
  return seen.facts.headers.find(([given]) => given.toLowerCase() === name)?.[1];
}

/** Servers that have nothing to do with HTTP, and how people call them. */
const OTHER_SERVERS: ReadonlyMap<SpokenProtocol, string> = new Map([
  ["ssh", "an SSH server"],
  ["smtp", "a mail server (SMTP)"],
  ["ftp", "an FTP server"],
  ["imap", "a mail server (IMAP)"],
  ["pop3", "a mail server (POP3)"],
  ["redis", "Redis"],
  ["mysql", "MySQL"],
  ["postgresql", "PostgreSQL"],
  ["amqp", "an AMQP broker"],
  ["memcached", "memcached"],
  ["nats", "a NATS server"],
]);

/** The server's name for people when it is of a wholly other kind; undefined for anything a web gateway may meet. */
export function otherServer(spoke: SpokenProtocol | undefined): string | undefined {
  return spoke === undefined ? undefined : OTHER_SERVERS.get(spoke);
}
