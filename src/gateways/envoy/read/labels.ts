import type { Labels } from "../../../model/upstream-rules.ts";
import { scalarText, type Value } from "../../../text/tree.ts";
import { dig, entries } from "../message.ts";

/** Scalars of a `google.protobuf.Struct`, as texts. */
export function labelsIn(struct: Value | undefined): Labels {
  return Object.fromEntries(
    entries(struct).flatMap(([name, value]) => {
      const word = scalarText(value);
      return word === undefined ? [] : [[name, word] as const];
    }),
  );
}

/** What `core.v3.Metadata` says under one filter's name. */
export function filterLabels(metadata: Value | undefined, filter: string): Labels {
  return labelsIn(dig(metadata, "filter_metadata", filter));
}
