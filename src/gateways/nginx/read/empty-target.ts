import type { Directive } from "../ast.ts";
import { own, type Scope, wordText } from "../context.ts";
import { piecesOf } from "./pieces.ts";
import type { Passing } from "./routes.ts";

const NO_PATTERN_FOR_ALL = /^~\*?\^?\(?\.[*+]?\)?\$?$/;

/**
 * A pass to a variable that a `map` or `geo` without a default sets: for what no line matches it is empty, and nginx
 * answers 500 (`no host in upstream`). An `if` that looks at the variable may well catch that.
 */
export function reportEmptyTarget(passing: Passing, authority: string): void {
  const { server, pass, scope } = passing;
  const { reading, blocks } = server.module;
  const [first, second] = piecesOf(authority);
  const name = first?.kind === "variable" ? first.name : undefined;
  const block = name === undefined ? undefined : blocks.get(name);
  const word = pass.word(0);
  if (name === undefined || block === undefined || word === undefined || !canBeEmpty(block)) return;
  if (!reading.seesAll || (second !== undefined && !(second.kind === "text" && /^:\d+$/.test(second.text))))
    return;
  if (server.allSets().has(name) || isLookedAt(scope, name)) return;
  const source = block.words.length > 1 ? (wordText(block, 0) ?? "") : "the address of the client";
  reading.report({
    cause: "upstream-name-empty",
    message: `Where no line of the ${block.name} matches ${source}, $${name} is empty and every request gets 500`,
    location: word.location,
    refusesConfig: false,
    about: authority,
    remedy: `Add a default to the ${block.name} in line ${block.location.line}, or answer by yourself: if ($${name} = "") { return 404; }`,
  });
}

function canBeEmpty(block: Directive): boolean {
  if (block.name !== "map" && block.name !== "geo") return false;
  const lines = block.children ?? [];
  return lines.length > 0 && !lines.some(({ name }) => name === "default" || NO_PATTERN_FOR_ALL.test(name));
}

/** Whether a condition beside the pass, or around it, reads the variable. */
function isLookedAt(scope: Scope, name: string): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const conditions = [...own(at, "if"), ...(at.kind === "if" && at.block !== undefined ? [at.block] : [])];
    if (conditions.some(({ words }) => words.some(({ text }) => text.includes(`$${name}`)))) return true;
  }
  return false;
}
