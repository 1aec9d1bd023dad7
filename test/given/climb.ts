import type { Observation, ObservationOf } from "../../src/model/observation.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { ClimbRequest } from "../../src/model/request.ts";
import type { Subject } from "../../src/model/subject.ts";

/** A plain climb to an address; the same object for all layers of one connection. */
export function climbRequest(host: string, port = 80, over: Partial<ClimbRequest> = {}): ClimbRequest {
  return {
    kind: "climb",
    target: { kind: "tcp", host, port, isAddress: true },
    sourceAddress: undefined,
    guessed: [],
    patienceMs: 5000,
    proxyProtocol: 0,
    tls: undefined,
    exchange: {
      protocol: "http",
      httpVersion: "1.0",
      method: "GET",
      path: "/",
      host: "api",
      headers: [],
      rawRequest: undefined,
      grpcService: undefined,
      hasCredentials: false,
      expectStatus: undefined,
      purpose: "route",
    },
    limits: {
      connectMs: 60_000,
      handshakeMs: 60_000,
      readIdleMs: 60_000,
      requestMs: undefined,
      responseHeaderBytes: 4096,
    },
    ...over,
  };
}

const answered: Outcome = { kind: "answered", reason: "answered", code: undefined };

export function connected(
  request: ClimbRequest,
  subjects: readonly Subject[],
  outcome: Outcome = answered,
): ObservationOf<"connect"> {
  return {
    kind: "connect",
    request,
    outcome,
    startedAt: 0,
    durationMs: 0.4,
    facts: { localAddress: undefined, tries: [{ outcome, durationMs: 0.4 }] },
    subjects,
    varied: undefined,
  };
}

/** A whole HTTP answer, with the connection below it. */
export function exchanged(
  request: ClimbRequest,
  subjects: readonly Subject[],
  status: number,
): readonly Observation[] {
  return [
    connected(request, subjects),
    {
      kind: "exchange",
      request,
      outcome: answered,
      startedAt: 0,
      durationMs: 3,
      facts: {
        status,
        reasonPhrase: undefined,
        httpVersion: "1.1",
        headers: [],
        headerBytes: 100,
        bodyBytes: 0,
        bodyStart: "",
        bodyComplete: true,
        firstByteMs: 2,
        headerMs: 2,
        longestPauseMs: 1,
        spoke: undefined,
        firstBytes: undefined,
        malformed: undefined,
        grpcStatus: undefined,
        grpcServing: undefined,
      },
      subjects,
      varied: undefined,
    },
  ];
}
