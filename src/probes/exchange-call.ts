import type { Duplex } from "node:stream";
import type { ExchangeFacts } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { ExchangeAsk } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";

/** What one exchange brought: `answered` as soon as a whole header in the protocol asked for was read. */
export interface Exchange {
  readonly outcome: Outcome;
  readonly facts: ExchangeFacts;
  /** A TLS alert that came before any byte of an answer. */
  readonly alert: number | undefined;
}

/** An open connection to speak on, and how. */
export interface ExchangeCall {
  readonly stream: Duplex;
  readonly ask: ExchangeAsk;
  readonly isTls: boolean;
  readonly patienceMs: number;
  readonly context: ProbeContext;
}

export const NO_ANSWER: ExchangeFacts = {
  status: undefined,
  reasonPhrase: undefined,
  httpVersion: undefined,
  headers: [],
  headerBytes: 0,
  bodyBytes: 0,
  bodyStart: "",
  bodyComplete: false,
  firstByteMs: undefined,
  headerMs: undefined,
  longestPauseMs: undefined,
  spoke: undefined,
  firstBytes: undefined,
  malformed: undefined,
  grpcStatus: undefined,
  grpcServing: undefined,
};
