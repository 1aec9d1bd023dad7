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

/** Answers to an EDNS record from servers that do not know it (RFC 6891 7); the question is then asked without it. */
const WITHOUT_EDNS = ["FORMERR", "NOTIMP", "BADVERS"];

/** Asks one server one question: UDP with EDNS, once more without, over TCP when the answer was cut. */
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
  const first = await overUdp(ask, left(), context, [true, false]);
  const dislikesEdns = first.kind === "answer" && WITHOUT_EDNS.includes(first.rcode);
  const answer = dislikesEdns ? await overUdp(ask, left(), context, [false]) : first;
  return answer.kind === "truncated" ? overTcp(ask, left(), context) : { answer, usedTcp: false };
}

/**
 * The first datagram carries EDNS; the second one, sent to outlive the loss of a packet, does not: that also gets through
 * to servers behind boxes that drop EDNS, and neither glibc nor gateways send it by default.
 */
function overUdp(ask: ServerAsk, patienceMs: number, context: ProbeContext, withEdns: readonly boolean[]) {
  const datagrams = withEdns.map((edns, index) => {
    const id = randomInt(65_536);
    return { id, bytes: encodeQuestion(ask.question, id, edns), afterMs: (index * patienceMs) / 3 };
  });
  return askOverUdp({ server: ask.server, question: ask.question, datagrams, patienceMs }, context);
}

async function overTcp(ask: ServerAsk, patienceMs: number, context: ProbeContext): Promise<Exchange> {
  const id = randomInt(65_536);
  const bytes = encodeQuestion(ask.question, id, false);
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
