import type { Dispenser } from "../dispenser.ts";
import type { JsonMap } from "../json.ts";
import type { Token } from "../token.ts";
import type { ProxyDraft } from "./proxy-draft.ts";

/** The matcher for answers that a line of `reverse_proxy` names. */
export function responseMatcher(d: Dispenser, proxy: ProxyDraft, name: Token): JsonMap {
  if (!name.text.startsWith("@")) d.refuse("must use a named response matcher, starting with '@'");
  return (
    proxy.responseMatchers.get(name.text) ??
    d.refuse(`no named response matcher defined with name '${name.text.slice(1)}'`)
  );
}
