/** What the error document of a model server or model API says of itself. "" where it says nothing. */
export interface ApiError {
  readonly message: string;
  /** Every other word with which it names the error: its code, type, status, reason. */
  readonly words: readonly string[];
}

const WORDS = ["code", "type", "error_type", "status", "reason", "error_code", "__type"];
const MESSAGES = ["message", "detail", "error", "msg"];
const DEPTH = 4;

/**
 * Reads the error documents of OpenAI and everything that copies it, Anthropic, Gemini, Azure, Bedrock, vLLM, TGI,
 * llama.cpp, Ollama, SGLang, Triton and LiteLLM: one object, alone or under `error` or `detail`, or in a list. A text
 * that is no such document, or was cut off, is taken for the message.
 */
export function apiError(body: string): ApiError {
  const found = inside(parsed(body), DEPTH);
  return found ?? { message: body.trim(), words: [] };
}

function parsed(body: string): unknown {
  if (!/^\s*[[{]/.test(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return undefined;
  }
}

function inside(value: unknown, depth: number): ApiError | undefined {
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  if (Array.isArray(value)) return inside(value[0], depth - 1);
  const own = field(value, "error") ?? field(value, "detail");
  const deeper = inside(own, depth - 1);
  const words = [...textsIn(value, WORDS), ...(deeper?.words ?? [])];
  const message = deeper?.message ?? textsIn(value, MESSAGES)[0] ?? "";
  return message === "" && words.length === 0 ? undefined : { message, words };
}

/** Numbers are told as text: an error's code is often its status. */
function textsIn(value: object, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const found = field(value, name);
    return typeof found === "string" || typeof found === "number" ? [String(found)] : [];
  });
}

function field(value: object, name: string): unknown {
  if (!Object.hasOwn(value, name)) return undefined;
  const found: unknown = Reflect.get(value, name);
  return found;
}
