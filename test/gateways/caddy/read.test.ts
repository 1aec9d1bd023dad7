import { describe, expect, it } from "vitest";
import { firstRoute, firstUpstream, gatewayOf, NEWEST, proxyOf, routesOf } from "./given.ts";

const to = (dial: string) => ({ handler: "reverse_proxy", upstreams: [{ dial }] });
const within = (...routes: readonly unknown[]) => ({ handler: "subroute", routes });

describe("a config of Caddy in JSON", () => {
  it("keeps the place of every dial address", () => {
    const gateway = proxyOf({ upstreams: [{ dial: "app:8080" }, { dial: "unix//run/app.sock|0660" }] });
    const { endpoints, location } = firstUpstream(gateway);
    expect(endpoints.map(({ endpoint }) => endpoint)).toEqual(["app:8080", "unix:/run/app.sock"]);
    expect(endpoints[0]?.location).toEqual(location);
    expect(location.line).toBeGreaterThan(10);
    expect(gateway.problems).toEqual([]);
  });

  it("knows who tells the endpoints, and which names are dialled as they are", () => {
    const srv = { source: "srv", service: "api", proto: "tcp", name: "internal" };
    const told = firstUpstream(proxyOf({ upstreams: [], dynamic_upstreams: srv }));
    expect(told).toMatchObject({ name: "_api._tcp.internal", form: "variable", endpoints: [] });
    expect(told.discovery?.source).toBe("SRV records of _api._tcp.internal");
    const byAddress = { source: "a", name: "app.internal", port: "81" };
    const [one] = firstUpstream(proxyOf({ upstreams: [], dynamic_upstreams: byAddress })).endpoints;
    expect(one).toMatchObject({ endpoint: "app.internal:81" });
    // each of its addresses is an upstream: none stands in for another
    expect(one?.resolution).toEqual({ kind: "system", when: "run-time" });
    const [plain] = firstUpstream(proxyOf({ upstreams: [{ dial: "app.internal:81" }] })).endpoints;
    expect(plain?.resolution).toMatchObject({ fallsOver: true });
  });

  it("has the others stand by where the policy is to take the first that is available", () => {
    const upstreams = [{ dial: "a:80" }, { dial: "b:80" }];
    const roles = (policy: string) =>
      firstUpstream(proxyOf({ upstreams, load_balancing: { selection_policy: { policy } } })).endpoints.map(
        ({ role }) => role,
      );
    expect(roles("first")).toEqual(["primary", "backup"]);
    expect(roles("round_robin")).toEqual(["primary", "primary"]);
  });

  it("loads another config as long as it has an admin API", () => {
    expect(gatewayOf('{"admin":{"disabled":true}}').loadsAtStartAlone).toBe(true);
    expect(gatewayOf("{}").loadsAtStartAlone).toBeUndefined();
  });

  it("puts in the variables of its process where they are known", () => {
    const upstreams = [{ dial: "{env.UP}:80" }];
    const { form, endpoints } = firstUpstream(
      proxyOf({ upstreams }, "2.6.2", new Map([["UP", "app.internal"]])),
    );
    expect([form, ...endpoints.map(({ endpoint }) => endpoint)]).toEqual(["group", "app.internal:80"]);
    expect(firstUpstream(proxyOf({ upstreams })).form).toBe("variable");
    const unset = proxyOf({ upstreams }, "2.6.2", new Map());
    expect(unset.problems).toMatchObject([
      {
        cause: "upstream-address-invalid",
        message: "upstream {env.UP}:80: UP is not set in the environment of Caddy",
      },
    ]);
  });

  it("follows hosts and paths through subroutes, with the prefix that is taken off on the way", () => {
    const { routes } = routesOf([
      {
        match: [{ host: ["example.com"] }],
        handle: [
          within(
            {
              match: [{ path: ["/api/*", "/v2*"] }],
              handle: [
                within(
                  { handle: [{ handler: "rewrite", strip_path_prefix: "/api" }] },
                  { match: [{ path: ["/old/*"] }], handle: [to("old:80")] },
                  { handle: [to("api:80")] },
                ),
              ],
            },
            { match: [{ method: ["POST"] }], handle: [to("write:80")] },
            { handle: [to("web:80")] },
          ),
        ],
        terminal: true,
      },
    ]);
    expect(routes.map(({ label, condition, forward }) => [label, condition, forward.upstream])).toEqual([
      ["example.com/api/old/", undefined, "old:80"],
      ["example.com/api/", undefined, "api:80"],
      ["example.com/v2", undefined, "api:80"],
      ["example.com/", "method POST", "write:80"],
      ["example.com/", undefined, "web:80"],
    ]);
    expect(routes[1]?.forward.path.value).toEqual({ kind: "replace-prefix", from: "/api", to: "" });
  });

  it("says which routes are never reached, and only those", () => {
    const gateway = routesOf([
      { match: [{ path: ["/a/*"] }], handle: [to("a:80")] },
      { handle: [to("b:80")] },
      { match: [{ path: ["/c/*"] }], handle: [to("c:80")] },
    ]);
    expect(gateway.problems.map(({ cause }) => cause)).toEqual(["route-shadowed"]);
    expect(gateway.routes.map(({ forward }) => forward.upstream)).toEqual(["a:80", "b:80"]);
  });

  it("takes the first of a group alone", () => {
    const { routes } = routesOf([
      { group: "g", match: [{ path: ["/a"] }], handle: [within({ handle: [to("a:80")] })] },
      { group: "g", handle: [within({ handle: [{ handler: "static_response", body: "x" }] })] },
    ]);
    expect(routes.map(({ label }) => label)).toEqual(["/a"]);
  });

  it("gives handlers that are alike one upstream, and those that are not two", () => {
    const checked = { ...to("a:80"), health_checks: { active: { uri: "/up" } } };
    const { upstreams } = routesOf([
      { match: [{ path: ["/1"] }], handle: [to("a:80")] },
      { match: [{ path: ["/2"] }], handle: [to("a:80")] },
      { match: [{ path: ["/3"] }], handle: [checked] },
    ]);
    expect(upstreams.map(({ id, name, healthCheck }) => [id, name, healthCheck?.path.value])).toEqual([
      ["a:80", "a:80", undefined],
      ["a:80 2", "a:80", "/up"],
    ]);
  });

  it("looks for the pattern that a check wants in the body", () => {
    const checkFor = (pattern: string) => {
      const active = { uri: "/up", expect_body: pattern };
      return firstUpstream(proxyOf({ health_checks: { active } })).healthCheck;
    };
    expect(checkFor("ok")?.expectBody?.value).toEqual(["ok"]);
    expect(checkFor("^ok$")?.expectBody).toBeUndefined();
    expect(checkFor("^ok$")?.expectBodyRule?.value).toEqual({
      kind: "pattern",
      text: "^ok$",
      isNegated: false,
    });
  });

  it("knows what changed between releases", () => {
    const secure = { transport: { protocol: "http", tls: {} }, health_checks: { active: { uri: "/up" } } };
    const [old, now] = [proxyOf(secure), proxyOf(secure, NEWEST)];
    expect(firstUpstream(old).healthCheck?.expectStatus.value).toEqual([{ from: 200, to: 399 }]);
    expect(firstUpstream(now).healthCheck?.expectStatus.value).toEqual([{ from: 200, to: 299 }]);
    expect(firstRoute(old).forward.host.value).toMatchObject([{ kind: "request-host" }]);
    expect(firstRoute(now).forward.host.value).toMatchObject([{ kind: "endpoint-place" }]);
    const passive = { health_checks: { passive: { unhealthy_status: [5] } } };
    expect(firstUpstream(proxyOf(passive)).endpoints[0]?.intent.value).toBe("down");
    expect(firstUpstream(proxyOf(passive, NEWEST)).endpoints[0]?.intent.value).toBe("active");
  });

  it("checks with the dialled place as Host, on the port of the check", () => {
    const { endpoints, healthCheck } = firstUpstream(
      proxyOf({
        upstreams: [{ dial: "app:8080" }, { dial: "[::1]:80" }, { dial: "unix//run/a.sock" }],
        health_checks: { active: { port: 9000, interval: "1m30s", expect_status: 2 } },
      }),
    );
    expect(endpoints.map(({ check }) => check?.host?.value)).toEqual(["app:9000", "[::1]:9000", "localhost"]);
    expect([healthCheck?.intervalMs.value, healthCheck?.timeoutMs?.value]).toEqual([90_000, 5_000]);
    expect(
      firstUpstream(proxyOf({ health_checks: { active: { interval: "5s" } } })).healthCheck,
    ).toBeUndefined();
  });

  it("asks php-fpm for the front script below the root of the site", () => {
    const { routes } = routesOf([
      { handle: [{ handler: "vars", root: "/srv" }] },
      {
        match: [{ file: { try_files: ["{http.request.uri.path}", "index.php"] } }],
        handle: [{ handler: "rewrite", uri: "{http.matchers.file.relative}" }],
      },
      {
        match: [{ path: ["*.php"] }],
        handle: [{ ...to("unix//run/php.sock"), transport: { protocol: "fastcgi" } }],
      },
    ]);
    const params = new Map(routes[0]?.forward.headers.map(({ name, value }) => [name, value]));
    expect(params.get("SCRIPT_FILENAME")?.join("")).toBe("/srv/index.php");
    expect(routes[0]?.forward.protocol).toBe("fastcgi");
  });

  it("tells what can't be dialled", () => {
    const { problems } = proxyOf({
      upstreams: [{ dial: "http://app:80" }, { dial: "app" }, { dial: "app:80-90" }, { dial: "a:b:c" }],
    });
    expect(problems.map(({ cause }) => cause)).toEqual(Array(4).fill("upstream-address-invalid"));
  });

  it("notes what it does not follow", () => {
    const notes: string[] = [];
    routesOf([{ handle: [{ handler: "rate_limit" }, to("a:80")] }], undefined, (note) => notes.push(note));
    expect(notes).toHaveLength(1);
    expect(gatewayOf("{").problems.map(({ cause }) => cause)).toEqual(["config-syntax-error"]);
  });
});

it("leaves TLS out on the ports that are excepted", () => {
  const upstreams = [{ dial: "10.0.0.5:8443" }, { dial: "10.0.0.6:8080" }];
  const gateway = proxyOf({
    upstreams,
    transport: { protocol: "http", tls: { except_ports: ["8080"] } },
  });
  const [first, second] = firstUpstream(gateway).endpoints;
  expect(first?.forward).toBeUndefined();
  expect(second?.forward).toMatchObject({ tls: undefined });
});
