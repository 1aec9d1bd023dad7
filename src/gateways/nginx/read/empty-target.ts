import type { Directive } from "../ast.ts";
import { own, type Scope, wordText } from "../context.ts";
import type { PassSite } from "./locations.ts";
import { piecesOf } from "./pieces.ts";
import type { Server } from "./server.ts";

const NO_PATTERN_FOR_ALL = /^~\*?\^?\(?\.[*+]?\)?\$?$/;

/**
 * A pass to a variable that a `map` or `geo` without a default sets: for what no line matches it is empty, and nginx
 * answers 500, or in stream closes the connection (`no host in upstream`). An `if` that looks at the variable may well catch that.
 */
export function reportEmptyTarget(server: Server, { pass, scope }: PassSite, authority: string): void {
  const { reading, blocks } = server.module;
  const [first, second] = piecesOf(authority);
  const name = first?.kind === "variable" ? first.name : undefined;
  const block = name === undefined ? undefined : blocks.get(name);
  const word = pass.word(0);
  if (name === undefined || block === undefined || word === undefined || !canBeEmpty(block)) return;
  if (!reading.seesAll || (second !== undefined && !(second.kind === "text" && /^:\d+$/.test(second.text))))
    return;
  if (server.allSets().has(name) || isLookedAt(scope, name)) return;
  const isHttp = server.module.kind === "http";
  const happens = isHttp ? "every request gets 500" : "every connection is closed";
  const otherwise = isHttp
    ? `answer by yourself: if ($${name} = "") { return 404; }`
    : "let it name an upstream that says what is wrong";
  const source = block.words.length > 1 ? (wordText(block, 0) ?? "") : "the address of the client";
  reading.report({
    cause: "upstream-name-empty",
    message: `Where no line of the ${block.name} matches ${source}, $${name} is empty and ${happens}`,
    location: word.location,
    refusesConfig: false,
    about: authority,
    remedy: `Add a default to the ${block.name} in line ${block.location.line}, or ${otherwise}`,
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
