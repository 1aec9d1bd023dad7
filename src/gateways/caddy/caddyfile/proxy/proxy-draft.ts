import type { Dispenser } from "../dispenser.ts";
import type { JsonMap } from "../json.ts";
import type { Token } from "../token.ts";

/** What a `reverse_proxy` has said so far. */
export interface ProxyDraft {
  readonly json: JsonMap;
  /** The scheme that all its upstreams share. */
  scheme: string;
  transport: { readonly at: Token; readonly name: string; readonly json: JsonMap } | undefined;
  readonly responseMatchers: Map<string, JsonMap>;
  /** Blocks `handle_response`, which are read when all matchers are known. */
  readonly responses: Dispenser[];
}
