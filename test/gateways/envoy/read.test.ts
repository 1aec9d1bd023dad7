import { describe, expect, it } from "vitest";
import { bootstrap, FILE, readCluster, readText, routeOf, upstreamOf } from "./given.ts";

const refusals = (gateway: ReturnType<typeof readText>) =>
  gateway.problems
    .filter(({ refusesConfig }) => refusesConfig)
    .map(({ cause, message }) => `${cause}: ${message}`);

describe("a bootstrap", () => {
  it("has Envoy's defaults", () => {
    const gateway = readCluster("type: STATIC");
    const { forward, label } = routeOf(gateway);
    expect(label).toBe("/");
    expect(forward.timeouts).toMatchObject({
      connectMs: { value: 5_000, isDefault: true },
      requestMs: { value: 15_000, isDefault: true },
      readIdleMs: { value: 15_000, isDefault: true },
    });
    expect(forward.retry).toMatchObject({ on: { value: [] }, attempts: { value: 1 } });
    expect(upstreamOf(gateway)).toMatchObject({
      panic: { belowPercent: { value: 50, isDefault: true } },
      circuit: { requests: { value: 1_024 }, retries: { value: 3 } },
      keepalive: { idleMs: { value: 3_600_000 } },
      healthCheck: undefined,
    });
    expect(refusals(gateway)).toEqual([]);
  });

  it("may be JSON, in the other spelling of names", () => {
    const text = JSON.stringify({
      staticResources: {
        clusters: [
          {
            name: "api",
            connectTimeout: "0.25s",
            type: "STRICT_DNS",
            loadAssignment: {
              endpoints: [
                {
                  lbEndpoints: [
                    { endpoint: { address: { socketAddress: { address: "api.test", portValue: 80 } } } },
                  ],
                },
              ],
            },
          },
        ],
      },
    });
    const upstream = upstreamOf(readText(text));
    expect(upstream.endpoints[0]).toMatchObject({
      endpoint: "api.test:80",
      resolution: { kind: "system", when: "run-time", picks: { family: "ipv6" } },
    });
  });

  it("keeps the place of every value", () => {
    const { forward } = routeOf(readCluster("connect_timeout: 0.25s"));
    expect(forward.timeouts.connectMs).toEqual({
      value: 250,
      isDefault: false,
      location: { file: FILE, line: 23, column: 22 },
    });
  });

  it("reads resources from files that it names", () => {
    const main =
      "dynamic_resources:\n  cds_config: { path_config_source: { path: /etc/envoy/cds.yaml } }\nstatic_resources: {}\n";
    const cds = "resources:\n- '@type': type.googleapis.com/envoy.config.cluster.v3.Cluster\n  name: api\n";
    const gateway = readText(main, { "/etc/envoy/cds.yaml": cds });
    expect(gateway.files).toEqual([FILE, "/etc/envoy/cds.yaml"]);
    expect(upstreamOf(gateway).location).toEqual({ file: "/etc/envoy/cds.yaml", line: 3, column: 9 });
    expect(readText(main).problems).toMatchObject([
      { cause: "config-include-missing", refusesConfig: false },
    ]);
  });
});

describe("what Envoy refuses", () => {
  it("a route in the listener to a cluster that is not there", () => {
    const gateway = readText(bootstrap("- match: { prefix: / }\n  route: { cluster: apy }", "- name: api"));
    expect(refusals(gateway)).toEqual(["upstream-undefined: route: unknown cluster 'apy'"]);
  });
  it("is no matter where a control plane brings clusters", () => {
    const more = "dynamic_resources:\n  cds_config: { ads: {} }\n";
    const gateway = readText(
      bootstrap("- match: { prefix: / }\n  route: { cluster: apy }", "- name: api", more),
    );
    expect(refusals(gateway)).toEqual([]);
  });
  it("names where addresses are wanted", () => {
    const gateway = readText(
      bootstrap(
        "- match: { prefix: / }\n  route: { cluster: api }",
        "- name: api\n  load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: api.test, port_value: 80 } } } }] }] }",
      ),
    );
    expect(refusals(gateway)[0]).toMatch(/^upstream-address-invalid: malformed IP address: api\.test/);
  });
  it("is no matter where a template has yet to be filled in", () => {
    for (const host of ["BACKEND_IP", "{{ HOST }}", "<host>"])
      expect(
        refusals(
          readText(
            bootstrap(
              "- match: { prefix: / }\n  route: { cluster: api }",
              `- name: api\n  load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: "${host}", port_value: 0 } } } }] }] }`,
            ),
          ),
        ),
      ).toEqual([]);
  });
  it("health checks without what they need, and a cluster that stands twice", () => {
    expect(
      refusals(readCluster("health_checks: [{ timeout: 1s, http_health_check: { path: / } }]")),
    ).toHaveLength(3);
    expect(
      refusals(
        readText(bootstrap("- match: { prefix: / }\n  route: { cluster: api }", "- name: api\n- name: api")),
      ),
    ).toEqual(["config-syntax-error: cluster manager: duplicate cluster 'api'"]);
  });
  it("fields of API v2", () => {
    const gateway = readText(
      bootstrap(
        "- match: { prefix: / }\n  route: { cluster: api }",
        "- name: api\n  hosts: [{ socket_address: { address: 10.0.0.5, port_value: 80 } }]",
      ),
    );
    expect(refusals(gateway)[0]).toContain("the field hosts of API v2");
    expect(upstreamOf(gateway).endpoints[0]?.endpoint).toBe("10.0.0.5:80");
  });
});

describe("bad input", () => {
  it("JSON that breaks off is told, and what stands before is read", () => {
    const text = '{"static_resources": {"clusters": [{"name": "api", "type": "STATIC"}, {"na';
    const gateway = readText(text);
    expect(refusals(gateway)).toEqual(["config-syntax-error: JSON: a text in quotes does not end"]);
    expect(gateway.upstreams.map(({ name }) => name)).toContain("api");
  });
  it("a dump whose lists somebody has run together is not said to lack anything", () => {
    const dump = (routes: unknown) =>
      JSON.stringify({
        configs: [
          {
            "@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
            dynamic_listeners: [{ active_state: { listener: LISTENER } }],
          },
          { "@type": "type.googleapis.com/envoy.admin.v3.RoutesConfigDump", dynamic_route_configs: routes },
        ],
      });
    const entry = { route_config: { name: "other", virtual_hosts: [] } };
    expect(readText(dump([entry])).problems).toMatchObject([{ cause: "no-matching-route" }]);
    const notes: string[] = [];
    expect(readText(dump(entry), {}, notes).problems).toEqual([]);
    expect(notes.join()).toContain("lines of this dump are missing");
  });
  it("a part of a dump lacks neither clusters nor routes", () => {
    const inline = structuredClone(LISTENER);
    for (const chain of inline.filter_chains)
      for (const filter of chain.filters)
        Object.assign(filter.typed_config, { rds: undefined, route_config: ROUTES });
    for (const listener of [LISTENER, inline]) {
      const gateway = readText(
        JSON.stringify({
          configs: [
            {
              "@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
              dynamic_listeners: [{ active_state: { listener } }],
            },
          ],
        }),
      );
      expect(gateway.problems).toEqual([]);
      expect(gateway.upstreams.map(({ form }) => form)).not.toContain("missing");
    }
  });
  it("a cluster that warms is known, and waits", () => {
    const eds = { name: "api", type: "EDS", eds_cluster_config: { eds_config: { ads: {} } } };
    const dump = (name: string) =>
      JSON.stringify({
        configs: [
          {
            "@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
            dynamic_warming_clusters: [{ cluster: { ...eds, name } }],
          },
          {
            "@type": "type.googleapis.com/envoy.admin.v3.RoutesConfigDump",
            dynamic_route_configs: [{ route_config: ROUTES }],
          },
          {
            "@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
            dynamic_listeners: [{ active_state: { listener: LISTENER } }],
          },
        ],
      });
    expect(upstreamOf(readText(dump("api")))).toMatchObject({ form: "group", waitsFor: "its endpoints" });
    expect(upstreamOf(readText(dump("other"))).form).toBe("missing");
  });
  it("something else altogether is said to be nothing of Envoy", () => {
    const notes: string[] = [];
    readText("hello: world\n", {}, notes);
    expect(notes).toEqual(["nothing of Envoy was found in it: no bootstrap, no listener, no cluster"]);
  });
});

const LISTENER = {
  name: "main",
  address: { socket_address: { address: "0.0.0.0", port_value: 80 } },
  filter_chains: [
    {
      filters: [
        {
          name: "envoy.filters.network.http_connection_manager",
          typed_config: { stat_prefix: "in", rds: { route_config_name: "web", config_source: { ads: {} } } },
        },
      ],
    },
  ],
};

const ROUTES = {
  name: "web",
  virtual_hosts: [
    { name: "all", domains: ["*"], routes: [{ match: { prefix: "/" }, route: { cluster: "api" } }] },
  ],
};
