import { randomInt } from "node:crypto";
import type { DnsQuery } from "../../model/observation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ProbeContext } from "../context.ts";
import { ANSWERED, outcome } from "../outcome.ts";
import { encodeQuestion, type Question, type Reading } from "./message.ts";
import { type ServerAddress, showServerAddress } from "./server-address.ts";
import { askOverTcp } from "./tcp.ts";
import { askOverUdp } from "./udp.ts";

export interface ServerAsk {
  readonly server: ServerAddress;
  readonly question: Question;
  /** For everything that one server is asked about this question: repetitions and TCP included. */
  readonly patienceMs: number;
  readonly usesTcp: boolean;
}

interface Exchange {
  readonly answer: Reading | { readonly kind: "failed"; readonly outcome: Outcome };
  readonly usedTcp: boolean;
}

/**
 * Asks one server one question as gateways and glibc do: over UDP without EDNS, so that an answer of more than 512 bytes is
 * cut (RFC 1035 section 4.2.1), and then over TCP. A way that only small answers take would not show otherwise.
 */
export async function askServer(ask: ServerAsk, context: ProbeContext): Promise<DnsQuery> {
  const start = context.clock();
  const left = () => Math.max(1, ask.patienceMs - (context.clock() - start));
  const { answer, usedTcp } = await exchange(ask, left, context);
  const isAnswer = answer.kind === "answer";
  return {
    server: showServerAddress(ask.server),
    name: ask.question.name,
    type: ask.question.type,
    outcome: outcomeOf(answer),
    rcode: isAnswer ? answer.rcode : undefined,
    addresses: isAnswer ? answer.addresses : [],
    ttlSeconds: isAnswer ? answer.ttlSeconds : undefined,
    durationMs: context.clock() - start,
    usedTcp,
  };
}

async function exchange(ask: ServerAsk, left: () => number, context: ProbeContext): Promise<Exchange> {
  if (ask.usesTcp) return overTcp(ask, left(), context);
  const answer = await overUdp(ask, left(), context);
  return answer.kind === "truncated" ? overTcp(ask, left(), context) : { answer, usedTcp: false };
}

/** The second datagram is sent to outlive the loss of a packet. */
function overUdp(ask: ServerAsk, patienceMs: number, context: ProbeContext) {
  const datagrams = [0, patienceMs / 3].map((afterMs) => {
    const id = randomInt(65_536);
    return { id, bytes: encodeQuestion(ask.question, id), afterMs };
  });
  return askOverUdp({ server: ask.server, question: ask.question, datagrams, patienceMs }, context);
}

async function overTcp(ask: ServerAsk, patienceMs: number, context: ProbeContext): Promise<Exchange> {
  const id = randomInt(65_536);
  const bytes = encodeQuestion(ask.question, id);
  const answer = await askOverTcp(
    { server: ask.server, question: ask.question, id, bytes, patienceMs },
    context,
  );
  return { answer, usedTcp: true };
}

function outcomeOf(answer: Exchange["answer"]): Outcome {
  switch (answer.kind) {
    case "failed":
      return answer.outcome;
    case "truncated":
      return outcome("rejected", "the answer is cut even over TCP", "TRUNCATED");
    case "malformed":
    case "foreign":
      return outcome("rejected", `what came back is no valid answer: ${answer.reason}`, "MALFORMED");
    case "answer":
      return outcomeOfRcode(answer.rcode, answer.addresses.length > 0);
  }
}

function outcomeOfRcode(rcode: string, hasAddresses: boolean): Outcome {
  if (rcode === "NXDOMAIN") return outcome("not-found", "no such name", "NXDOMAIN");
  if (rcode !== "NOERROR") return outcome("rejected", `the name server answers ${rcode}`, rcode);
  return hasAddresses ? ANSWERED : outcome("not-found", "the name has no address of this kind", "NODATA");
}
