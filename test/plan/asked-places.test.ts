import { describe, expect, it } from "vitest";
import { askedPlaces } from "../../src/plan/asked-places.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";

const single = upstream("api", [endpoint("10.0.0.5:8080")]);
const pool = upstream("pool", [endpoint("10.0.0.6:8080"), endpoint("10.0.0.7:8080")]);
const site = { ...route("/", "api"), hosts: ["API.test"] };
const made = gateway([single, pool], [site, route("/pool/", "pool")]);
const places = (...routes: Parameters<typeof gateway>[1][]) =>
  askedPlaces({ ...made, logsRequestsAlone: true, ...(routes[0] && { routes: routes[0] }) });

describe("who is asked for which requests", () => {
  it("names the only endpoint of an upstream, and no other", () => {
    expect(places().map(({ hosts, upstream: name, peer }) => [hosts, name, peer])).toEqual([
      [["api.test"], "api", "10.0.0.5:8080"],
      [[], "pool", undefined],
    ]);
  });
  it("says of which routes more than host and path decides", () => {
    const regex = { ...site, match: { kind: "regex", path: "^/x" } } as const;
    const all = places([
      { ...site, condition: "method POST" },
      { ...site, purpose: "authorization" },
      regex,
      site,
    ]);
    expect(all.map(({ isConditional }) => isConditional)).toEqual([true, true, true, false]);
  });
  it("is empty for a gateway whose log names who was asked", () => {
    expect(askedPlaces(made)).toEqual([]);
  });
});
