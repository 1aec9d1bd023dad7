import type { ExchangeFacts } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Conversation } from "./conversation.ts";
import { classifyFirstBytes, firstBytesOf } from "./first-bytes.ts";
import { alertOfTlsError, outcome, outcomeOfStreamError, RUN_ENDED, timedOut } from "./outcome.ts";

/** How an exchange ended in which no whole header was read. */
export function outcomeWithoutAnswer(talk: Conversation, protocol: string, patienceMs: number): Outcome {
  const hasBytes = talk.start.length > 0;
  switch (talk.ending) {
    case "run-ended":
      return RUN_ENDED;
    case "timed-out":
      return timedOut(hasBytes ? "the answer's header did not end" : "no answer", patienceMs);
    case "failed":
      return outcomeOfStreamError(talk.error);
    case "closed":
      return outcome("reset", hasBytes ? "closed within the answer's header" : "closed before an answer");
    default:
      return outcome("rejected", `the answer is not valid ${protocol}`);
  }
}

/** An alert that came before any byte of an answer. */
export function earlyAlert(talk: Conversation): number | undefined {
  return talk.ending === "failed" && talk.start.length === 0 ? alertOfTlsError(talk.error) : undefined;
}

/** What came when it was no valid answer. */
export function whatCame(talk: Conversation): Pick<ExchangeFacts, "spoke" | "firstBytes"> {
  return { spoke: classifyFirstBytes(talk.start), firstBytes: firstBytesOf(talk.start) };
}
