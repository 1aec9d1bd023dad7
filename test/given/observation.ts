import type {
  Certificate,
  ExchangeFacts,
  HandshakeFacts,
  ObservationOf,
  SpokenProtocol,
} from "../../src/model/observation.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { ClimbRequest, ExchangeAsk, HandshakeAsk } from "../../src/model/request.ts";
import type { Subject } from "../../src/model/subject.ts";
import type { ExperimentId, Variation } from "../../src/model/variation.ts";
import { climbRequest } from "./climb.ts";
import { SUBJECT } from "./endpoint.ts";

type Handshake = ObservationOf<"handshake">;
type Exchange = ObservationOf<"exchange">;

/** What every builder takes beside its facts. */
export interface About {
  readonly experiment?: ExperimentId;
  readonly subjects?: readonly Subject[];
  readonly outcome?: Outcome;
  readonly durationMs?: number;
  readonly request?: ClimbRequest;
}

export const answered: Outcome = { kind: "answered", reason: "answered", code: undefined };
export const silence: Outcome = { kind: "timed-out", reason: "no answer", code: undefined };
export const closed: Outcome = { kind: "reset", reason: "closed before an answer", code: undefined };
export const reset: Outcome = {
  kind: "reset",
  reason: "connection reset by the other side",
  code: "ECONNRESET",
};
export const rejected = (code?: string): Outcome => ({ kind: "rejected", reason: "rejected", code });

const tlsAsk: HandshakeAsk = {
  serverName: undefined,
  verify: false,
  verifyName: "api.internal",
  matchesAddresses: false,
  verifyDepth: 1,
  trust: { kind: "file", path: "/etc/ca.pem" },
  versions: ["TLSv1.2", "TLSv1.3"],
  ciphers: "DEFAULT",
  alpn: [],
  clientCertificate: undefined,
};

/** A climb to 10.0.0.5:8443 over plaintext. */
export function plain(ask: Partial<ExchangeAsk> = {}, over: Partial<ClimbRequest> = {}): ClimbRequest {
  const request = climbRequest("10.0.0.5", 8443, over);
  return { ...request, exchange: request.exchange && { ...request.exchange, ...ask } };
}

/** The same over TLS. */
export function overTls(tls: Partial<HandshakeAsk> = {}, ask: Partial<ExchangeAsk> = {}): ClimbRequest {
  return plain(ask, { tls: { ...tlsAsk, ...tls } });
}

function variation(experiment: ExperimentId | undefined): Variation | undefined {
  return experiment && { experiment, from: "as it is", to: "varied" };
}

function base({ experiment, subjects, outcome, durationMs, request }: About, usual: ClimbRequest) {
  return {
    request: request ?? usual,
    outcome: outcome ?? answered,
    startedAt: 0,
    durationMs: durationMs ?? 3,
    subjects: subjects ?? [SUBJECT],
    varied: variation(experiment),
  };
}

export function handshake(facts: Partial<HandshakeFacts> = {}, about: About = {}): Handshake {
  const isDone = (about.outcome ?? answered).kind === "answered";
  return {
    kind: "handshake",
    ...base(about, overTls()),
    facts: {
      version: isDone ? "TLSv1.3" : undefined,
      cipher: isDone ? "TLS_AES_256_GCM_SHA384" : undefined,
      alpn: undefined,
      chain: [],
      verification: { code: undefined, reason: undefined, nameMatches: undefined },
      alert: undefined,
      firstBytes: undefined,
      spoke: undefined,
      clientCertificateRequested: undefined,
      ...facts,
    },
  };
}

/** A handshake that the server ends with an alert. */
export function alerted(number: number, facts: Partial<HandshakeFacts> = {}, about: About = {}): Handshake {
  const alert = { number, name: `alert_${number}`, sentBy: "server" } as const;
  return handshake({ alert, ...facts }, { outcome: rejected(`alert ${number}`), ...about });
}

/** A handshake that meets something that is no TLS. */
export function noTls(spoke: SpokenProtocol, about: About = {}): Handshake {
  return handshake(
    { spoke, firstBytes: "HTTP/1.1 400" },
    { outcome: rejected("ERR_SSL_WRONG_VERSION_NUMBER"), ...about },
  );
}

export function exchange(facts: Partial<ExchangeFacts> = {}, about: About = {}): Exchange {
  const isDone = (about.outcome ?? answered).kind === "answered";
  return {
    kind: "exchange",
    ...base(about, plain()),
    facts: {
      status: isDone ? 200 : undefined,
      reasonPhrase: undefined,
      httpVersion: isDone ? "1.1" : undefined,
      headers: [],
      headerBytes: isDone ? 100 : 0,
      bodyBytes: 0,
      bodyStart: "",
      bodyComplete: true,
      firstByteMs: isDone ? 9 : undefined,
      headerMs: isDone ? 9 : undefined,
      longestPauseMs: undefined,
      spoke: undefined,
      firstBytes: undefined,
      malformed: undefined,
      grpcStatus: undefined,
      grpcServing: undefined,
      ...facts,
    },
  };
}

const DAY = 86_400_000;

/** A leaf that is valid for a year around `now` = 0 and was issued by a private CA. */
export function certificate(over: Partial<Certificate> = {}): Certificate {
  return {
    subject: "CN=api.internal",
    issuer: "CN=Corp CA",
    names: ["api.internal"],
    commonName: "api.internal",
    notBefore: -100 * DAY,
    notAfter: 265 * DAY,
    isSelfIssued: false,
    fingerprint: "f1",
    ...over,
  };
}
