import type { JsonMap } from "../json.ts";
import type { Token } from "../token.ts";
import type { Responses } from "./response-blocks.ts";

/** What a `reverse_proxy` has said so far. */
export interface ProxyDraft {
  readonly json: JsonMap;
  /** The scheme that all its upstreams share. */
  scheme: string;
  transport: { readonly at: Token; readonly name: string; readonly json: JsonMap } | undefined;
  readonly responses: Responses;
}
