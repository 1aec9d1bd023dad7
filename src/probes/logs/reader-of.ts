import type { LogGrammar, LogReader } from "../../model/log-grammar.ts";
import type { LogRequest } from "../../model/request.ts";
import { attributing } from "./attribute.ts";
import { unwrapping } from "./unwrap.ts";

/** The reader for a log, with whatever stands around its lines taken off; undefined where nobody knows the gateway's. */
export function readerOf(
  {
    gateway,
    log,
    format,
    wrapper = "none",
    places = [],
  }: Pick<LogRequest, "gateway" | "log" | "format" | "wrapper" | "places">,
  grammars: ReadonlyMap<string, LogGrammar>,
): LogReader | undefined {
  const grammar = grammars.get(gateway);
  if (grammar === undefined) return undefined;
  const reader = log === "error" ? grammar.error : grammar.access(format);
  return unwrapping(wrapper, places.length === 0 ? reader : attributing(reader, places));
}
