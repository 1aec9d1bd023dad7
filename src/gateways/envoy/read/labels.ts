import type { Labels } from "../../../model/upstream-rules.ts";
import { fieldOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, entries, extensionConfig, list, text } from "../message.ts";

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

/** HTTP filters that can set metadata of a request as it comes in: by its headers or body, or by a program of somebody's. */
const WRITERS =
  /(?:header_to_metadata|payload_to_metadata|json_to_metadata|thrift_to_metadata|set_metadata|lua|wasm|golang|dynamic_modules|ext_authz|ext_proc)\b/;

/** Metadata of the request is merged into what the route asks for, and wins (Filter::metadataMatchCriteria, router.cc). */
export function mayAddLabels(manager: Value): boolean {
  return list(manager, "http_filters").some((filter) => {
    const config = extensionConfig(filter);
    const type = config === undefined ? undefined : fieldOf(config, "@type");
    return WRITERS.test(
      `${text(filter, "name") ?? ""} ${type === undefined ? "" : (scalarText(type) ?? "")}`,
    );
  });
}
