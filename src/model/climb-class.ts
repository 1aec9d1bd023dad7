import type { Measurement } from "./observation.ts";

type Exchange = Extract<Measurement, { kind: "exchange" }>;

/**
 * How far a connection got, in a word: where two climbs give the same word, they ended alike. Whether a connection was
 * closed or reset, and after how long, may differ from one time to the next without meaning anything.
 */
export type ClimbClass =
  | "not-tried"
  | "no-connection"
  | "no-handshake"
  | "unverified"
  | "silence"
  | "no-answer"
  | "answered"
  | `status ${number}`;

/** The class of one connection, from the measurements of its layers. */
export function climbClass(layers: readonly Measurement[]): ClimbClass {
  const connect = layers.find((one) => one.kind === "connect");
  const handshake = layers.find((one) => one.kind === "handshake");
  const exchange = layers.find((one): one is Exchange => one.kind === "exchange");
  const top = exchange ?? handshake ?? connect;
  if (top === undefined || top.outcome.kind === "not-tried" || top.outcome.kind === "probe-broken")
    return "not-tried";
  if (connect !== undefined && connect.outcome.kind !== "answered") return "no-connection";
  if (handshake !== undefined && handshake.outcome.kind !== "answered")
    return handshake.outcome.kind === "timed-out" ? "silence" : "no-handshake";
  if (handshake?.request.tls?.verify === true) {
    const { code, nameMatches } = handshake.facts.verification;
    if (code !== 0 || nameMatches === false) return "unverified";
  }
  return exchange === undefined ? "answered" : exchangeClass(exchange);
}

function exchangeClass({ outcome, facts }: Exchange): ClimbClass {
  if (outcome.kind === "timed-out") return "silence";
  if (outcome.kind !== "answered") return "no-answer";
  if (facts.status === undefined || (facts.status >= 200 && facts.status < 400))
    return facts.malformed === undefined && facts.unmet === undefined && facts.grpcServing !== "NOT_SERVING"
      ? "answered"
      : "no-answer";
  return `status ${facts.status}`;
}

/**
 * Whether a varied climb got further than the gateway's own: a handshake where there was none, a status below 500 where
 * there was no answer, 2xx or 3xx where there was another status. 400 may be the answer to bytes that were not understood.
 */
export function getsFurther(own: readonly Measurement[], varied: readonly Measurement[]): boolean {
  const [before, now] = [climbClass(own), climbClass(varied)];
  if (before === "answered") return false;
  if (now === "answered" || (hasShaken(varied) && !hasShaken(own))) return true;
  if (before === "unverified") return now.startsWith("status") || now === "no-answer";
  return !before.startsWith("status") && isAnswer(now);
}

function hasShaken(layers: readonly Measurement[]): boolean {
  return layers.some(({ kind, outcome }) => kind === "handshake" && outcome.kind === "answered");
}

function isAnswer(reached: ClimbClass): boolean {
  const status = /^status (\d+)$/.exec(reached)?.[1];
  return status !== undefined && Number(status) < 500 && status !== "400";
}
