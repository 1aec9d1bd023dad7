import { describe, expect, it } from "vitest";
import { bootstrap, readText, routeOf } from "../given.ts";

function mayAddLabels(filters: string): boolean | undefined {
  const text = bootstrap("- match: { prefix: / }\n  route: { cluster: a }", "- { name: a }");
  const withFilters = text.replace("route_config:", `http_filters: [${filters}]\n          route_config:`);
  return routeOf(readText(withFilters)).forward.mayAddLabels;
}

describe("labels that a request asks for", () => {
  it("may come from filters that write metadata", () => {
    expect(mayAddLabels("{ name: envoy.filters.http.header_to_metadata }, { name: router }")).toBe(true);
    const lua = "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua";
    expect(mayAddLabels(`{ name: mine, typed_config: { "@type": ${lua} } }`)).toBe(true);
  });
  it("come from the route alone elsewhere", () => {
    expect(
      mayAddLabels("{ name: envoy.filters.http.cors }, { name: envoy.filters.http.router }"),
    ).toBeUndefined();
  });
});
