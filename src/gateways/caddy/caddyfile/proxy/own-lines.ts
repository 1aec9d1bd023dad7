import type { Dispenser } from "../dispenser.ts";
import { dispense } from "../dispenser.ts";
import { attempt, type Helper } from "../run.ts";
import type { Subdirectives } from "../subdirectives.ts";
import { isCloseBrace, isOpenBrace, type Token } from "../token.ts";

/**
 * Directives that are a `reverse_proxy` and more have lines of their own. Reads these, and gives a dispenser of what is
 * left for the proxy.
 */
export function takeOwnLines<Into>(
  d: Dispenser,
  into: Into,
  helper: Helper,
  table: Subdirectives<Into>,
): Dispenser {
  d.next();
  const words = d.segment();
  const kept: Token[] = [];
  const inside = dispense(words);
  inside.next();
  kept.push(inside.token(), ...inside.remaining());
  let hasBlock = false;
  while (inside.nextBlock(0)) {
    hasBlock = true;
    const segment = inside.segment();
    const [first] = segment;
    const read = first && Object.hasOwn(table, first.text) ? table[first.text] : undefined;
    const line = dispense(segment);
    line.next();
    if (read === undefined) kept.push(...segment);
    else attempt(helper.run, () => read(line, into, helper));
  }
  const open = words.find((word) => isOpenBrace(word));
  const close = words.at(-1);
  if (hasBlock && open !== undefined && close !== undefined && isCloseBrace(close))
    kept.splice(lineEnd(words), 0, open);
  if (hasBlock && close !== undefined) kept.push(close);
  return dispense(kept);
}

/** How many words stand before the block. */
function lineEnd(words: readonly Token[]): number {
  const at = words.findIndex((word) => isOpenBrace(word));
  return at < 0 ? words.length : at;
}
