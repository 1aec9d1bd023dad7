import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gatewayOf, routesOf } from "./given.ts";

/** Words that mean something in the place of another: any tree of these may come. */
const KEYS = [
  "handler",
  "routes",
  "handle",
  "match",
  "path",
  "host",
  "upstreams",
  "dial",
  "dynamic_upstreams",
  "source",
  "sources",
  "name",
  "health_checks",
  "active",
  "passive",
  "headers",
  "request",
  "set",
  "transport",
  "protocol",
  "tls",
  "versions",
  "ca",
  "rewrite",
  "group",
  "terminal",
  "not",
  "file",
  "load_balancing",
  "handle_response",
];
const WORDS = [
  "reverse_proxy",
  "subroute",
  "invoke",
  "rewrite",
  "vars",
  "headers",
  "http",
  "fastcgi",
  "multi",
  "srv",
  "a",
  "app:80",
  "unix//run/a",
  "[::1]:80",
  "a:80-90",
  "{http.request.host}:80",
  "/api/*",
  "*",
  "",
  "10s",
  "\u0000\ud800",
];

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...WORDS),
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie("tree"), { maxKeys: 6 }),
  ),
}));

const route = fc.record(
  {
    match: tree,
    handle: fc.array(
      fc.record(
        {
          handler: fc.constantFrom("reverse_proxy", "subroute", "rewrite", "headers", "invoke"),
          upstreams: fc.oneof(tree, fc.array(fc.record({ dial: fc.constantFrom(...WORDS) }))),
          routes: tree,
          health_checks: fc.record({ active: tree, passive: tree }, { requiredKeys: [] }),
          transport: tree,
          dynamic_upstreams: tree,
          headers: tree,
          uri: fc.constantFrom(...WORDS),
        },
        { requiredKeys: ["handler"] },
      ),
    ),
  },
  { requiredKeys: ["handle"] },
);

describe("any JSON", () => {
  it("is read without an error of uhc's own", () => {
    fc.assert(
      fc.property(fc.array(route, { maxLength: 4 }), (routes) => {
        const { upstreams, problems } = routesOf(routes);
        for (const { message, location } of problems)
          expect([message.length < 2_000, location.line > 0]).toEqual([true, true]);
        for (const { endpoints, name } of upstreams)
          expect([name.length > 0, Array.isArray(endpoints)]).toEqual([true, true]);
      }),
      { numRuns: 500 },
    );
  });

  it("is read without one wherever it was cut, or a letter changed", () => {
    const whole = JSON.stringify({
      apps: {
        http: { servers: { a: { listen: [":80"], routes: [{ handle: [{ handler: "reverse_proxy" }] }] } } },
      },
    });
    fc.assert(
      fc.property(fc.nat(whole.length), fc.string({ maxLength: 3 }), (at, put) => {
        gatewayOf(whole.slice(0, at) + put + whole.slice(at + put.length));
        gatewayOf(whole.slice(0, at));
      }),
      { numRuns: 300 },
    );
  });
});

describe("JSON that somebody wrote to harm", () => {
  const paths = Array.from({ length: 64 }, (_, at) => `/p${at}/*`);
  const proxy = { handler: "reverse_proxy", upstreams: [{ dial: "a:80" }] };
  const many = Array.from({ length: 64 }, () => ({ match: [{ path: paths }], handle: [proxy] }));
  const nested = many.map(({ match }) => ({ match, handle: [{ handler: "subroute", routes: many }] }));

  it("is followed so far and no farther, where its routes multiply", { timeout: 20_000 }, () => {
    const notes: string[] = [];
    routesOf(nested, undefined, (note) => notes.push(note));
    expect(notes).toEqual([expect.stringMatching(/more places than can be followed/)]);
  });

  it("comes to an end where a route calls itself", () => {
    const calls = { handler: "invoke", name: "x" };
    const servers = {
      a: { named_routes: { x: { handle: [calls, calls] } }, routes: [{ handle: [calls] }] },
    };
    expect(gatewayOf(JSON.stringify({ apps: { http: { servers } } })).upstreams).toEqual([]);
  });

  it("is refused where it is too deep", () => {
    const [problem] = gatewayOf(`{"apps":${"[".repeat(100_000)}`).problems;
    expect(problem?.message).toMatch(/deeper than/);
  });
});
