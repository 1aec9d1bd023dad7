import type { Line } from "../ast.ts";
import { refuse } from "../reading.ts";
import { type Acls, PREDEFINED, readTest, reportFetch, type Test } from "./acl.ts";
import type { Site } from "./context.ts";

/** One thing that must hold. */
export interface Term {
  readonly isNegated: boolean;
  /** Any of these; empty for a name whose tests are not known. */
  readonly tests: readonly Test[];
  readonly text: string;
}

/** One way in which a condition holds: all of its terms do. */
export type Alternative = readonly Term[];

/** What stands behind `if` or `unless`, as ways in which it holds. */
export interface Condition {
  readonly alternatives: readonly Alternative[];
  readonly isNegated: boolean;
  readonly text: string;
}

/**
 * Reads the condition of a rule from the word `from` on, where `if` or `unless` stands: names of ACLs and tests in braces,
 * `!` before them, `or` and `||` between (section 7.2). Undefined for none. A name that nothing defines is refused.
 */
export function readCondition(
  line: Line,
  from: number,
  acls: Acls,
  site: Site,
  what: string,
): Condition | undefined {
  const { words } = line;
  const word = words[from];
  if (word !== "if" && word !== "unless") return undefined;
  const alternatives: Term[][] = [[]];
  let isNegated = false;
  for (let index = from + 1; index < words.length; index++) {
    const text = words[index] ?? "";
    if (text === "!") isNegated = !isNegated;
    else if (text === "or" || text === "||" || text === "OR") alternatives.push([]);
    else {
      const end = text === "{" ? closingBrace(words, index) : index;
      if (text === "{") reportFetch(line, index + 1, what, site);
      const term = termOf(words.slice(index, end + 1), isNegated, acls);
      if (
        term.name !== undefined &&
        !acls.has(term.name) &&
        !PREDEFINED.has(term.name) &&
        !term.name.includes("${")
      )
        refuse(
          site.reading,
          line,
          `error detected while parsing ${what} : no such ACL : '${term.name}'.`,
          index,
        );
      alternatives.at(-1)?.push(term);
      index = end;
      isNegated = false;
    }
  }
  return { alternatives, isNegated: word === "unless", text: words.slice(from).join(" ") };
}

function closingBrace(words: readonly string[], from: number): number {
  const end = words.indexOf("}", from);
  return end === -1 ? words.length - 1 : end;
}

function termOf(
  words: readonly string[],
  outerNegation: boolean,
  acls: Acls,
): Term & { readonly name: string | undefined } {
  const [first = ""] = words;
  if (first === "{") {
    const test = readTest(words.slice(1, -1));
    return {
      isNegated: outerNegation,
      tests: test === undefined ? [] : [test],
      text: `${outerNegation ? "!" : ""}${words.join(" ")}`,
      name: undefined,
    };
  }
  const bangs = /^!*/.exec(first)?.[0].length ?? 0;
  const name = first.slice(bangs);
  const isNegated = outerNegation !== (bangs % 2 === 1);
  return { isNegated, tests: acls.get(name) ?? [], text: `${isNegated ? "!" : ""}${name}`, name };
}
