import { describe, expect, it } from "vitest";
import { rewritePath } from "../../../../src/model/rewrite.ts";
import { bootstrap, readText } from "../given.ts";

const CLUSTERS = "- { name: a }\n- { name: b }";
const routes = (text: string) => readText(bootstrap(text, CLUSTERS)).routes;

describe("routes", () => {
  it("take prefixes, paths and patterns, with the conditions beside them", () => {
    const found = routes(`- match: { prefix: /x, headers: [{ name: v, string_match: { exact: "2" } }] }
  route: { cluster: a }
- match: { path: /y }
  route: { cluster: b }
- match: { safe_regex: { regex: "/z/.*" } }
  route: { cluster: a }
- match: { prefix: /gone }
  redirect: { host_redirect: b.test }`);
    expect(found.map(({ match, condition }) => [match.kind, condition])).toEqual([
      ["prefix", 'v is "2"'],
      ["exact", undefined],
      ["regex", undefined],
    ]);
  });

  it("divide requests by weight", () => {
    const found = routes(
      "- match: { prefix: / }\n  route: { weighted_clusters: { clusters: [{ name: a, weight: 1 }, { name: b, weight: 3 }] } }",
    );
    expect(found.map(({ forward, condition }) => [forward.upstream, condition])).toEqual([
      ["cluster/a", "25 % of them"],
      ["cluster/b", "75 % of them"],
    ]);
  });

  it.each([
    ["prefix: /api/", "prefix_rewrite: /", "/api/x?q", "/x?q"],
    ["path: /api", "prefix_rewrite: /v2", "/api", "/v2"],
    [
      "prefix: /api",
      'regex_rewrite: { pattern: { regex: "^/api/(.*)$" }, substitution: "/v2/\\\\1" }',
      "/api/x",
      "/v2/x",
    ],
    [
      "prefix: /api",
      'regex_rewrite: { pattern: { regex: "^/api" }, substitution: "/v3" }',
      "/api/x",
      "/v3/x",
    ],
  ])("rewrite paths: %s, %s", (match, rewrite, from, to) => {
    const [route] = routes(`- match: { ${match} }\n  route: { cluster: a, ${rewrite} }`);
    expect(route && rewritePath(route.forward.path.value, from)).toBe(to);
  });

  it("wait and retry as they are told", () => {
    const [route] = routes(
      '- match: { prefix: / }\n  route: { cluster: a, timeout: 0s, idle_timeout: 60s, retry_policy: { retry_on: "5xx,connect-failure", num_retries: 3, per_try_timeout: 2s } }',
    );
    expect(route?.forward.timeouts).toMatchObject({ requestMs: undefined, readIdleMs: { value: 2_000 } });
    expect(route?.forward.retry.attempts.value).toBe(4);
    expect(route?.forward.retry.on.value).toContain("unsafe-methods");
  });

  it("behind one that takes everything are looked for in the clusters all the same", () => {
    const gateway = readText(
      bootstrap(
        "- match: { prefix: / }\n  route: { cluster: a }\n- match: { prefix: /x }\n  route: { cluster: gone }",
        CLUSTERS,
      ),
    );
    expect(gateway.problems).toMatchObject([
      { cause: "route-shadowed" },
      { cause: "upstream-undefined", refusesConfig: true, about: "gone" },
    ]);
  });

  it("behind one that takes everything are never reached", () => {
    const gateway = readText(
      bootstrap(
        "- match: { prefix: / }\n  route: { cluster: a }\n- match: { prefix: /x }\n  route: { cluster: b }",
        CLUSTERS,
      ),
    );
    expect(gateway.routes).toHaveLength(1);
    expect(gateway.problems).toMatchObject([
      { cause: "route-shadowed", refusesConfig: false, location: { line: 17 } },
    ]);
  });

  it("a filter that asks a service of its own leads there as well", () => {
    const text = bootstrap("- match: { prefix: / }\n  route: { cluster: a }", CLUSTERS).replace(
      "          route_config:",
      `          http_filters:
          - name: envoy.filters.http.ext_authz
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
              grpc_service: { envoy_grpc: { cluster_name: b } }
          route_config:`,
    );
    expect(readText(text).routes[1]).toMatchObject({
      purpose: "authorization",
      forward: { upstream: "cluster/b", protocol: "grpc", timeouts: { readIdleMs: { value: 200 } } },
    });
  });
});

describe("copies of requests", () => {
  const clusters = ["api", "copy"]
    .map(
      (name) =>
        `- name: ${name}\n  load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 10.0.0.5, port_value: 80 } } } }] }] }`,
    )
    .join("\n");
  const read = (policy: string) =>
    readText(
      bootstrap(
        `- match: { prefix: / }\n  route: { cluster: api, request_mirror_policies: [${policy}] }`,
        clusters,
      ),
    );
  const purposes = (policy: string) =>
    read(policy).routes.map(({ forward, purpose }) => [forward.upstream, purpose]);

  it("go their own way, and no client waits for their answers", () => {
    expect(purposes("{ cluster: copy }")).toEqual([
      ["cluster/api", undefined],
      ["cluster/copy", "mirror"],
    ]);
  });
  it("bear a Host that tells them from others, unless the policy says not to", () => {
    const host = (policy: string) => read(policy).routes.at(-1)?.forward.host.value.at(-1);
    expect(host("{ cluster: copy }")).toBe("-shadow");
    expect(host("{ cluster: copy, disable_shadow_host_suffix_append: true }")).not.toBe("-shadow");
  });
  it("go nowhere where their share is zero", () => {
    expect(purposes("{ cluster: copy, runtime_fraction: { default_value: { numerator: 0 } } }")).toEqual([
      ["cluster/api", undefined],
    ]);
  });
  it("need a cluster that is there", () => {
    expect(read("{ cluster: away }").problems).toMatchObject([
      { cause: "upstream-undefined", message: "route: unknown shadow cluster 'away'", refusesConfig: true },
    ]);
  });
});
