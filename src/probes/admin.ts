import type { AdminFacts, AdminRequest } from "../model/admin.ts";
import type { AdminAnswer, AdminGrammar } from "../model/admin-grammar.ts";
import type { Measurement } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import { askAdmin, type Question } from "./admin/ask.ts";
import type { Resolve } from "./admin/open.ts";
import type { ProbeContext } from "./context.ts";
import { ANSWERED, outcome } from "./outcome.ts";

/** Paths asked of one surface; every grammar needs fewer. */
const MOST_QUESTIONS = 8;
/** A surface that lets so many questions run out of time is asked nothing more. */
const MOST_TIMEOUTS = 2;
const NOTHING: AdminFacts = { surface: undefined, peers: [], connections: undefined };

/**
 * Makes the probe that asks a gateway's admin surface: GET alone or commands that
 * only show, one by one as the gateway's grammar says.
 */
export function adminProbe(grammars: ReadonlyMap<string, AdminGrammar>, resolve: Resolve) {
  return async (request: AdminRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const grammar = grammars.get(request.gateway);
    const ended =
      grammar === undefined
        ? { outcome: outcome("not-tried", `no admin surface of ${request.gateway} is known`), facts: NOTHING }
        : await converse(request, grammar, resolve, context);
    return [{ kind: "admin", request, startedAt, durationMs: context.clock() - start, ...ended }];
  };
}

const UNASKED = outcome("not-tried", "not asked, as others were not answered in time");

interface Ended {
  readonly outcome: Outcome;
  readonly facts: AdminFacts;
}

async function converse(
  request: AdminRequest,
  grammar: AdminGrammar,
  resolve: Resolve,
  context: ProbeContext,
): Promise<Ended> {
  const answers: AdminAnswer[] = [];
  let timeouts = 0;
  while (answers.length < MOST_QUESTIONS) {
    const turn = grammar(request.place.path, answers);
    if (turn.kind === "done") return { outcome: ANSWERED, facts: turn.facts };
    if (turn.kind === "unknown") return { outcome: outcome("rejected", turn.reason), facts: NOTHING };
    const mayFail = turn.mayFail === true;
    const answer =
      mayFail && timeouts >= MOST_TIMEOUTS ? UNASKED : await askAdmin(turn, request, resolve, context);
    if (!("kind" in answer)) answers.push({ ...answer, at: context.now() });
    else if (mayFail) answers.push({ path: nameOf(turn), status: 0, text: "", failure: answer.reason });
    else return { outcome: answer, facts: NOTHING };
    if ("kind" in answer && answer.kind === "timed-out") timeouts++;
  }
  return { outcome: outcome("rejected", "its answers lead nowhere"), facts: NOTHING };
}

function nameOf(question: Question): string {
  return question.kind === "ask" ? question.path : question.command;
}
