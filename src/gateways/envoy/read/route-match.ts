import type { RouteMatch } from "../../../model/config.ts";
import type { Value } from "../../../text/tree.ts";
import { booleanOf, get, list, text } from "../message.ts";
import { matcherText } from "./string-matcher.ts";

/** What a `RouteMatch` takes: a path, and conditions beside it. */
export interface ReadMatch {
  readonly match: RouteMatch;
  readonly label: string;
  readonly condition: string | undefined;
  readonly isGrpc: boolean;
}

export function readMatch(match: Value | undefined): ReadMatch {
  const isGrpc = get(match, "grpc") !== undefined;
  return { ...pathOf(match), condition: conditionOf(match), isGrpc };
}

function pathOf(match: Value | undefined): Pick<ReadMatch, "match" | "label"> {
  const exact = text(match, "path");
  if (exact !== undefined) return { match: { kind: "exact", path: exact }, label: exact };
  const prefix = text(match, "prefix") ?? text(match, "path_separated_prefix");
  if (prefix !== undefined) return { match: { kind: "prefix", path: prefix }, label: prefix };
  const regex = text(get(match, "safe_regex"), "regex") ?? text(match, "regex");
  if (regex !== undefined) return { match: { kind: "regex", path: regex }, label: `~ ${regex}` };
  if (get(match, "connect_matcher") !== undefined)
    return { match: { kind: "named", name: "CONNECT" }, label: "CONNECT" };
  const template = text(get(get(match, "path_match_policy"), "typed_config"), "path_template");
  return template === undefined
    ? { match: { kind: "prefix", path: "/" }, label: "/" }
    : { match: { kind: "regex", path: template }, label: template };
}

/** Conditions beside the path, as people say them; undefined for none. */
function conditionOf(match: Value | undefined): string | undefined {
  const parts = [
    ...list(match, "headers").map(headerText),
    ...list(match, "query_parameters").map((one) => `the query has ${text(one, "name") ?? "a parameter"}`),
    ...(get(match, "runtime_fraction") === undefined ? [] : ["a share of the requests"]),
    ...(get(match, "tls_context") === undefined ? [] : ["the client's certificate fits"]),
    ...list(match, "dynamic_metadata").map(() => "metadata of the request fits"),
  ];
  return parts.length === 0 ? undefined : parts.join(" and ");
}

function headerText(header: Value): string {
  const name = text(header, "name") ?? "a header";
  const not = booleanOf(get(header, "invert_match")) === true ? "not " : "";
  const exact = text(header, "exact_match");
  if (exact !== undefined) return `${not}${name} is "${exact}"`;
  const matcher = get(header, "string_match");
  if (matcher !== undefined) return `${not}${name} is ${matcherText(matcher)}`;
  return get(header, "present_match") !== undefined ? `${not}${name} is there` : `${not}${name} fits`;
}

/** Envoy sends the first that fits: behind one without conditions that takes every path, nothing is reached. */
export function takesAll({ match, condition, isGrpc }: ReadMatch): boolean {
  return match.kind === "prefix" && match.path === "/" && condition === undefined && !isGrpc;
}
