import { COMBINED, type Fields, lineSplitter } from "./log-format.ts";
import { USUAL_NAMES } from "./log-guesses.ts";

const PAIR = /([A-Za-z_@]\w*)[=:] ?(?:"([^"]*)"|([^\s"]+))/g;

/** Makes a function for the combined format with "name=value" or `name: "value"` behind it; other lines give undefined. */
export function pairsSplitter(): (line: string) => Fields | undefined {
  const split = lineSplitter(COMBINED);
  return (line) => {
    const combined = split(line);
    if (combined === undefined) return undefined;
    const fields = new Map(combined);
    const agent = combined.get("http_user_agent") ?? "";
    const behind = line.slice(line.lastIndexOf(`"${agent}"`) + agent.length + 2);
    for (const [, name = "", quoted, bare] of behind.matchAll(PAIR)) {
      const variable = USUAL_NAMES.get(name);
      if (variable !== undefined && !combined.has(variable)) fields.set(variable, quoted ?? bare ?? "");
    }
    return fields.size > combined.size ? fields : undefined;
  };
}

/** Objects of JSON with the usual names. A gateway of another kind names its things otherwise. */
export function jsonFields(line: string): Fields | undefined {
  if (!line.startsWith("{")) return undefined;
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(parsed(line))) {
    const variable = USUAL_NAMES.get(name);
    if (
      variable !== undefined &&
      (typeof value === "string" || typeof value === "number") &&
      !fields.has(variable)
    )
      fields.set(variable, String(value));
  }
  const isOurs = fields.has("request") || fields.has("upstream_addr") || fields.has("request_method");
  return fields.has("status") && isOurs ? fields : undefined;
}

function parsed(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
