import type { Location } from "./source.ts";

/**
 * A change of a config that is certain: it takes the fault away and changes nothing else. All of its steps or none are
 * made. A check says what to change at which place that somebody wrote; how that becomes text is the gateway's matter.
 */
export interface Edit {
  readonly steps: readonly EditStep[];
}

export type EditStep =
  /** `text` becomes a directive of the same block, directly behind the one in which `at` lies. */
  | { readonly kind: "add-line"; readonly at: Location; readonly text: string }
  /** The directive in which `at` lies goes. */
  | { readonly kind: "remove-line"; readonly at: Location }
  /** The directive in which `at` lies gets the mark that ends it. */
  | { readonly kind: "end-line"; readonly at: Location }
  /** The byte order mark at the start of the file goes. */
  | { readonly kind: "remove-byte-order-mark"; readonly at: Location };

/** The same step from two checks, or for two routes, is made once. */
export function stepKey(step: EditStep): string {
  const { file, line, column } = step.at;
  return [step.kind, file, line, column, step.kind === "add-line" ? step.text : ""].join("\n");
}

export function addLine(at: Location, text: string): EditStep {
  return { kind: "add-line", at, text };
}
