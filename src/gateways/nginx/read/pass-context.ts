import type { Place } from "../context.ts";
import type { PassKind, PassScheme } from "./pass.ts";
import type { Known, PassTarget } from "./targets.ts";
import type { Lookup } from "./variables.ts";

/** One place that passes requests to one upstream, with all that its settings are read from. */
export interface PassContext extends Place {
  readonly kind: PassKind;
  readonly scheme: PassScheme;
  /** Undefined where only a request can tell, or where several endpoints stand behind one variable. */
  readonly address: Known | undefined;
  readonly uri: string;
  readonly hasVariables: boolean;
  /** What the variables of the location can be. */
  readonly lookup: Lookup;
}

/** What is alike for all targets of one pass; `actsOn` is the argument of the pass. */
export type PassStart = Pick<PassContext, "reading" | "scope" | "actsOn" | "kind" | "uri" | "hasVariables">;

/** `shared`: the target is one of several behind the same upstream, so what depends on the host depends on the endpoint. */
export function passContext(
  start: PassStart,
  target: PassTarget,
  shared: boolean,
  lookup: Lookup,
): PassContext {
  const { scheme } = target;
  const address = shared || target.kind === "unknown" ? undefined : target.address;
  const { reading, scope, actsOn, kind, hasVariables } = start;
  // where the whole URL is a variable, its value has the path
  const uri = start.uri === "" && target.kind === "value" ? target.address.uri : start.uri;
  return { reading, scope, actsOn, kind, scheme, address, uri, hasVariables, lookup };
}
