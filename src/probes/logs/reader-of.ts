import type { LogGrammar, LogReader } from "../../model/log-grammar.ts";
import type { LogRequest } from "../../model/request.ts";
import { unwrapping } from "./unwrap.ts";

/** The reader for a log, with whatever stands around its lines taken off; undefined where nobody knows the gateway's. */
export function readerOf(
  { gateway, log, format, wrapper = "none" }: Pick<LogRequest, "gateway" | "log" | "format" | "wrapper">,
  grammars: ReadonlyMap<string, LogGrammar>,
): LogReader | undefined {
  const grammar = grammars.get(gateway);
  if (grammar === undefined) return undefined;
  return unwrapping(wrapper, log === "error" ? grammar.error : grammar.access(format));
}
