import { converse } from "../conversation.ts";
import { earlyAlert, outcomeWithoutAnswer, whatCame } from "../conversation-outcome.ts";
import { type Exchange, type ExchangeCall, NO_ANSWER } from "../exchange-call.ts";
import { ANSWERED } from "../outcome.ts";

/** Long enough for a service that closes what it does not want, or greets first. */
const LISTEN_MS = 150;

/**
 * Where the gateway passes bytes on without looking at them, uhc has nothing to say: it listens for a moment. A greeting
 * and silence are both an answer; a close or reset is not.
 */
export async function listening(call: Omit<ExchangeCall, "ask" | "isTls">): Promise<Exchange> {
  let greeted = false;
  const reader = {
    push: () => {
      greeted = true;
    },
    close: () => undefined,
    stage: () => (greeted ? ("done" as const) : ("header" as const)),
  };
  const patienceMs = Math.min(call.patienceMs, LISTEN_MS);
  const request = Buffer.alloc(0);
  const talk = await converse(
    { stream: call.stream, request, reader: () => reader, patienceMs, bodyBudgetMs: 0 },
    call.context,
  );
  const isAlive = talk.ending === "done" || talk.ending === "timed-out";
  const facts = { ...NO_ANSWER, ...whatCame(talk), firstByteMs: talk.firstByteMs };
  const result = isAlive ? ANSWERED : outcomeWithoutAnswer(talk, "", patienceMs);
  return { outcome: result, facts, alert: earlyAlert(talk) };
}
