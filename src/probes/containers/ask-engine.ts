import type { Outcome } from "../../model/outcome.ts";
import { type FetchOptions, fetchAdmin } from "../admin/fetch-config.ts";
import { outcome } from "../outcome.ts";

/** A list of a thousand containers takes one; what is larger is no answer to use. */
const MOST_CHARACTERS = 8 << 20;

/** One GET at an engine's unix socket: what it answered, as parsed JSON, or why there is nothing of use. */
export async function askEngine(
  socket: string,
  path: string,
  options: FetchOptions,
): Promise<{ readonly value: unknown } | Outcome> {
  const place = {
    text: `unix:${socket}`,
    target: { kind: "unix", path: socket },
    path,
    host: "localhost",
    hasTls: false,
    trust: { kind: "system" },
    authorization: undefined,
  } as const;
  const answer = await fetchAdmin(place, path, options);
  if ("kind" in answer) return answer;
  if (answer.status !== 200) return outcome("rejected", `it answers ${answer.status}`);
  if (answer.text.length > MOST_CHARACTERS) return outcome("rejected", "its answer is too large to read");
  try {
    return { value: JSON.parse(answer.text) };
  } catch {
    return outcome("rejected", "its answer is no JSON");
  }
}
