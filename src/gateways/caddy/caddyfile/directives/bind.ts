import type { Dispenser } from "../dispenser.ts";
import type { Bind, Directive, Helper } from "../run.ts";
import { readBlock, type Subdirectives } from "../subdirectives.ts";
import type { Token } from "../token.ts";

const LINES: Subdirectives<{ protocols: readonly Token[] }> = {
  protocols: (d, into) => {
    into.protocols = d.remaining();
    if (into.protocols.length === 0) d.refuse("protocols requires one or more arguments");
  },
};

/** The addresses behind `bind` and `default_bind`, and the protocols in their block. */
export function readBind(d: Dispenser, helper: Helper): Bind {
  d.next();
  const addresses = d.remaining();
  const said: { protocols: readonly Token[] } = { protocols: [] };
  readBlock(d, said, helper, LINES, (line) => line.refuse(`unknown subdirective: ${line.value()}`));
  return { addresses, protocols: said.protocols };
}

export const bind: Directive = (d, helper) => [{ kind: "bind", bind: readBind(d, helper) }];
