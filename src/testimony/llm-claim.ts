import type { Policy } from "../model/check.ts";
import { quoted } from "../model/evidence.ts";
import { exchangeSentence } from "../model/exchange.ts";
import { wasTried } from "../model/handshake.ts";
import { liveness } from "../model/liveness.ts";
import type { ObservationOf } from "../model/observation.ts";
import { claim, type EndpointLook } from "./claim.ts";
import { limitHeaders } from "./limit-headers.ts";
import { type LlmCause, type LlmComplaint, llmComplaint } from "./llm-complaint.ts";
import { eachStep } from "./steps.ts";
import { root } from "./verdict.ts";

type Exchange = ObservationOf<"exchange">;

/** What the answers of a model server say of the causes that a check owns. */
export function llmFindings(look: EndpointLook, asked: readonly Exchange[], owned: readonly LlmCause[]) {
  const failed = asked.filter((each) => complaintOf(each, look.policy) !== undefined);
  return eachStep(look.about, asked.filter(wasTried), (exchange) => {
    const found = complaintOf(exchange, look.policy);
    if (found === undefined || !owned.includes(found.cause)) return [];
    const { cause, strength, message } = found;
    const evidence = [
      exchangeSentence(exchange),
      ...(message === "" ? [] : [`it says ${quoted(message, 160)}`]),
      ...(failed.length < asked.length ? [`${failed.length} of ${asked.length} requests end like this`] : []),
      ...limitHeaders(exchange),
    ];
    const args = { status: exchange.facts.status ?? 0, path: exchange.request.exchange?.path ?? "/" };
    return [root(claim(look, exchange, { cause, strength, evidence, args }))];
  });
}

/** A complaint of a service that serves all the same, or that the caller alone could mend, is none. */
function complaintOf(exchange: Exchange, policy: Policy): LlmComplaint | undefined {
  const found = exchange.outcome.kind === "answered" ? llmComplaint(exchange) : undefined;
  if (found === undefined) return undefined;
  const { alive } = liveness(exchange, policy);
  if (alive === false) return found;
  return isOfTheConfig(found, exchange) && !isDeclared(exchange) ? found : undefined;
}

function isDeclared({ request }: Exchange): boolean {
  return request.exchange?.purpose === "declared-check";
}

/**
 * Below 500 the service lives; but a model that the gateway's own path names, a key that the gateway's own config sends,
 * and an account without credit behind that key fail everybody who comes this way.
 */
function isOfTheConfig({ cause, message }: LlmComplaint, { request }: Exchange): boolean {
  const ask = request.exchange;
  if (ask === undefined) return false;
  const sendsKey = ask.hasCredentials || /[?&](api[-_]?)?key=/i.test(ask.path);
  if (cause === "llm-auth-failed" || cause === "llm-quota-exhausted") return sendsKey;
  if (cause !== "llm-model-not-found") return false;
  return /\/deployments\/[^/]+/.test(ask.path) || namesModel(ask.path, message);
}

/** The model that the message calls missing, in quotes of any kind, stands in the path that was asked for. */
function namesModel(path: string, message: string): boolean {
  const names = [...message.matchAll(/[`'"]([^`'"]{2,120})[`'"]/g)].map(([, name = ""]) => name);
  return names.some((name) => path.includes(name) || path.includes(encodeURIComponent(name)));
}
