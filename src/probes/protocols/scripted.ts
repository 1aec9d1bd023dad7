import type { CheckScript, UnmetStep } from "../../model/check-script.ts";
import { type AnswerReader, type Conversation, converse } from "../conversation.ts";
import { earlyAlert, outcomeWithoutAnswer } from "../conversation-outcome.ts";
import { type Exchange, type ExchangeCall, NO_ANSWER } from "../exchange-call.ts";
import { classifyFirstBytes, firstBytesOf } from "../first-bytes.ts";
import { ANSWERED } from "../outcome.ts";
import { fits } from "./script-expectation.ts";

/** As much of one answer as HAProxy looks at (`tune.bufsize`). */
const MOST_BYTES = 16_384;
/** As much of it as is told. */
const SHOWN_BYTES = 256;
const NOTHING = Buffer.alloc(0);

interface Course {
  readonly script: CheckScript;
  readonly say: (bytes: Buffer) => void;
  /** The step that comes next. */
  at: number;
  /** What has come since something was said. */
  came: Buffer;
  last: Buffer;
  unmet: UnmetStep | undefined;
}

/** Says what the script of a check says, and hears whether the answers are the ones that it wants. */
export async function scripted(call: ExchangeCall, script: CheckScript): Promise<Exchange> {
  const { stream, patienceMs, context } = call;
  const { request, at } = opening(script);
  const say = (bytes: Buffer): void => void stream.write(bytes);
  const course: Course = { script, say, at, came: NOTHING, last: NOTHING, unmet: undefined };
  if (isThrough(course)) {
    say(request);
    return { outcome: ANSWERED, facts: NO_ANSWER, alert: undefined };
  }
  const reader = readerOf(course);
  const talk = await converse(
    { stream, request, reader: () => reader, patienceMs, bodyBudgetMs: 0 },
    context,
  );
  return ended(course, talk, patienceMs);
}

/** What is said before anything is heard, and the step behind it. */
function opening({ steps }: CheckScript): { readonly request: Buffer; readonly at: number } {
  const heard = steps.findIndex(({ kind }) => kind === "expect");
  const at = heard < 0 ? steps.length : heard;
  const said = steps.slice(0, at).map((step) => (step.kind === "send" ? step.bytes : ""));
  return { request: Buffer.from(said.join(""), "latin1"), at };
}

function readerOf(course: Course): AnswerReader {
  return {
    push: (chunk) => {
      course.came = Buffer.concat([course.came, chunk]).subarray(0, MOST_BYTES);
      course.last = course.came;
      advance(course, course.came.length === MOST_BYTES);
    },
    close: () => {
      advance(course, true);
      // a close without a word is no answer
      if (course.came.length === 0) course.unmet = undefined;
    },
    stage: () => (course.unmet !== undefined ? "broken" : isThrough(course) ? "done" : "header"),
  };
}

/** As far as what has come allows. */
function advance(course: Course, isEnd: boolean): void {
  const { steps } = course.script;
  for (let step = steps[course.at]; step !== undefined; step = steps[++course.at]) {
    if (step.kind === "send") {
      course.say(Buffer.from(step.bytes, "latin1"));
      course.came = NOTHING;
      continue;
    }
    const fit = fits(step, course.came, isEnd);
    if (fit === "open") return;
    if (fit === "unmet") {
      course.unmet = { step: course.at, isOpen: false };
      return;
    }
  }
}

function isThrough({ at, script }: Course): boolean {
  return at >= script.steps.length;
}

/** Silence and a close before any byte are no answer; bytes that do not fit are one, and not the one that is wanted. */
function ended(course: Course, talk: Conversation, patienceMs: number): Exchange {
  const alert = earlyAlert(talk);
  const { firstByteMs, headerMs, longestPauseMs, ending } = talk;
  const isDone = ending === "done";
  const isHeard = course.came.length > 0 && ending !== "run-ended";
  const facts = {
    ...NO_ANSWER,
    firstByteMs,
    headerMs,
    longestPauseMs,
    bodyBytes: course.last.length,
    bodyStart: course.last.toString("latin1", 0, SHOWN_BYTES),
  };
  if (isDone) return { outcome: ANSWERED, facts, alert };
  const spoke = classifyFirstBytes(talk.start);
  const firstBytes = firstBytesOf(talk.start);
  if (isHeard) {
    const unmet = course.unmet ?? { step: course.at, isOpen: ending === "timed-out" };
    return { outcome: ANSWERED, facts: { ...facts, spoke, firstBytes, unmet }, alert };
  }
  return { outcome: outcomeWithoutAnswer(talk, "answer", patienceMs), facts, alert };
}
