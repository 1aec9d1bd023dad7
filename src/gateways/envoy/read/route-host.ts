import type { Template } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { booleanOf, get, text } from "../message.ts";

const CLIENTS: Template = [{ kind: "request-host", raw: ":authority" }];

/** The Host header that goes upstream: the client's, unless the route rewrites it. */
export function readHost(action: Value, location: Location): Setting<Template> {
  const literal = get(action, "host_rewrite_literal") ?? get(action, "host_rewrite");
  if (literal !== undefined) return written([scalarText(literal) ?? ""], locationOf(literal));
  const auto = get(action, "auto_host_rewrite");
  if (auto !== undefined && booleanOf(auto) === true)
    return written([{ kind: "endpoint-host", raw: "the endpoint's host name" }], locationOf(auto));
  for (const name of ["host_rewrite_header", "host_rewrite_path_regex", "host_rewrite"]) {
    const other = get(action, name);
    if (other !== undefined)
      return written([{ kind: "unknown", raw: text(action, name) ?? name }], locationOf(other));
  }
  return assumed(CLIENTS, location);
}
