import type { CauseId } from "../model/cause.ts";
import { GPU_MEMORY } from "../model/gpu-memory.ts";
import type { ObservationOf } from "../model/observation.ts";
import { type ApiError, apiError } from "./api-error.ts";

type Exchange = ObservationOf<"exchange">;

/** What a model server or model API says is wrong, by the cause that its words name. */
export interface LlmComplaint {
  readonly cause: LlmCause;
  readonly strength: number;
  readonly message: string;
}

export type LlmCause = Extract<
  CauseId,
  | "gpu-memory-exhausted"
  | "llm-auth-failed"
  | "llm-engine-dead"
  | "llm-model-loading"
  | "llm-model-not-found"
  | "llm-overloaded"
  | "llm-quota-exhausted"
  | "llm-rate-limited"
  | "llm-router-cooldown"
>;

interface Rule {
  readonly cause: LlmCause;
  readonly strength: number;
  readonly statuses: readonly number[];
  /** Held against each code, type or status that the error gives itself. */
  readonly word?: RegExp;
  readonly message?: RegExp;
  /** The words are used by other services as well: something else must show that models are served here. */
  readonly isCommon?: true;
}

/**
 * In the order in which they are held against an answer: who names the reason most exactly speaks first. Wordings from
 * OpenAI's and Anthropic's error guides, Google's troubleshooting guide for Gemini, TGI router/src/server.rs, Ollama
 * server/sched.go, llama.cpp tools/server, vLLM v1/engine/exceptions.py, SGLang http_server.py, Triton, LiteLLM router.py.
 */
const RULES: readonly Rule[] = [
  { cause: "gpu-memory-exhausted", strength: 0.94, statuses: [500, 503], message: GPU_MEMORY },
  {
    cause: "llm-router-cooldown",
    strength: 0.94,
    statuses: [429, 500, 503],
    message: /No deployments available for selected model|deployments? .{0,60}(in|on) cooldown/i,
  },
  // Gemini calls its limits per minute a quota too, and says then how long to wait.
  {
    cause: "llm-rate-limited",
    strength: 0.9,
    statuses: [429],
    word: /^RESOURCE_EXHAUSTED$/,
    message: /per[ _]?minute|retry in \d/i,
  },
  {
    cause: "llm-quota-exhausted",
    strength: 0.95,
    statuses: [400, 402, 403, 429],
    word: /^(insufficient_quota|credit_balance_exhausted|billing_(error|hard_limit_reached|not_active)|enforced_spend_limit_reached)$/i,
  },
  {
    cause: "llm-quota-exhausted",
    strength: 0.93,
    statuses: [400, 402, 403, 429],
    message:
      /exceeded your current quota|credit balance is too low|requires more credits|prepayment credits are depleted/i,
  },
  {
    cause: "llm-overloaded",
    strength: 0.94,
    statuses: [429, 503, 529],
    word: /^(overloaded_error|overloaded|server_is_overloaded|engine_overloaded(_error)?)$/i,
  },
  {
    cause: "llm-overloaded",
    strength: 0.93,
    statuses: [429, 500, 503, 529],
    message:
      /\b(model|engine) is (currently |temporarily )?overloaded|server busy, please try again|maximum pending requests exceeded|request queue is full|Exceeds maximum queue size|no slots? available/i,
  },
  {
    cause: "llm-model-loading",
    strength: 0.95,
    statuses: [503, 425, 429],
    word: /^(model_loading|loading model|ModelNotReadyException)$/i,
  },
  {
    cause: "llm-model-loading",
    strength: 0.95,
    statuses: [500, 503],
    message: /^Loading model\b|\bmodel\b.{0,120}\bis (currently |still )?(being loaded|loading|warming up)/i,
  },
  {
    cause: "llm-engine-dead",
    strength: 0.93,
    statuses: [424, 500, 502, 503],
    message:
      /EngineCore encountered|(Async)?EngineDeadError|\bengine (core )?(is|has) (dead|died)\b|Background loop (has errored|is stopped)|^LLM is unavailable|runner( process)? has (unexpectedly stopped|terminated)|^Request failed during generation/i,
  },
  { cause: "llm-engine-dead", strength: 0.9, statuses: [503], word: /^healthcheck$/, message: /^unhealthy$/ },
  {
    cause: "llm-rate-limited",
    strength: 0.94,
    statuses: [429],
    message: /\b(tokens|requests) per (min(ute)?|day)\b|\bTPM\b|\bRPM\b|too many tokens/i,
  },
  {
    cause: "llm-rate-limited",
    strength: 0.93,
    statuses: [429],
    word: /^(rate_limit_exceeded|rate_limit_error|RateLimitReached|ThrottlingException|slow_down)$/i,
    isCommon: true,
  },
  {
    cause: "llm-auth-failed",
    strength: 0.95,
    statuses: [400, 401, 403],
    word: /^(invalid_api_key|API_KEY_INVALID|authentication_error|permission_error)$/i,
    isCommon: true,
  },
  {
    cause: "llm-auth-failed",
    strength: 0.93,
    statuses: [400, 401, 403],
    message:
      /Incorrect API key provided|API key not valid|invalid x-api-key|invalid subscription key|Authentication Error, .{0,40}(key|token)/i,
  },
  {
    cause: "llm-auth-failed",
    strength: 0.9,
    statuses: [401],
    message: /^(Unauthorized|Invalid API Key)$/i,
    isCommon: true,
  },
  {
    cause: "llm-model-not-found",
    strength: 0.93,
    statuses: [400, 404],
    word: /^(model_not_found|DeploymentNotFound)$/i,
  },
  {
    cause: "llm-model-not-found",
    strength: 0.93,
    statuses: [400, 404],
    message:
      /\bmodel\b[:\s].{0,200}\b(does not exist|not found|is not found|has no available versions)\b|request for unknown model|API deployment for this resource does not exist/i,
  },
];

/** Headers that only those who serve models send: limits in tokens, and the names of providers and their gateways. */
const MODEL_HEADER =
  /^(x-ratelimit-(limit|remaining)-(requests|tokens)|anthropic-|x-litellm-|llm_provider-|openai-|x-ms-(deployment-name|region)|azureml-)/i;
/** Paths of OpenAI's API and its copies, Anthropic, Azure, Ollama and TGI. */
const MODEL_PATH =
  /\/v1(beta)?\/(models|chat|completions|embeddings|messages|responses)\b|\/openai\/|\/deployments\/|\/chat\/completions\b|\/api\/(tags|ps|chat|generate|embed)\b|\/generate(_stream)?$/i;
/** Many APIs begin so: it says something beside a word of theirs alone. */
const MAYBE_MODEL_PATH = /\/v1(beta)?\/?$/i;
const MODEL_HOST =
  /\b(openai|anthropic|mistral|groq|openrouter|deepseek|together|fireworks|cohere|huggingface|ollama|vllm|litellm|generativelanguage|bedrock|llm)\b/i;

/** What the answer complains of, in words that model servers use; undefined where it says nothing of the kind. */
export function llmComplaint({ facts, request }: Exchange): LlmComplaint | undefined {
  const { status, bodyStart, headers } = facts;
  if (status === undefined || status < 400) return undefined;
  const error = apiError(bodyStart);
  const { path = "", host = "" } = request.exchange ?? {};
  const isModelApi =
    MODEL_PATH.test(path) || MODEL_HOST.test(host) || headers.some(([name]) => MODEL_HEADER.test(name));
  const isMaybe = isModelApi || MAYBE_MODEL_PATH.test(path);
  const rule = RULES.find((each) => fits(each, status, error) && (isMaybe || each.isCommon !== true));
  if (rule !== undefined) return { cause: rule.cause, strength: rule.strength, message: error.message };
  return isModelApi ? byStatus(status, error) : undefined;
}

function fits({ statuses, word, message }: Rule, status: number, error: ApiError): boolean {
  return (
    statuses.includes(status) &&
    (word === undefined || error.words.some((each) => word.test(each))) &&
    (message === undefined || message.test(error.message))
  );
}

/** What the status alone says where models are served: 529 is Anthropic's own. */
function byStatus(status: number, { message }: ApiError): LlmComplaint | undefined {
  if (status === 529) return { cause: "llm-overloaded", strength: 0.85, message };
  if (status === 402) return { cause: "llm-quota-exhausted", strength: 0.8, message };
  return status === 401 ? { cause: "llm-auth-failed", strength: 0.85, message } : undefined;
}
