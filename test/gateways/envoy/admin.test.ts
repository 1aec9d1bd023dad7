import { describe, expect, it } from "vitest";
import { envoyAdmin } from "../../../src/gateways/envoy/admin.ts";
import type { AdminFacts } from "../../../src/model/admin.ts";
import type { AdminAnswer } from "../../../src/model/admin-grammar.ts";

const INFO = { version: "abc/1.28.0/Clean/RELEASE/BoringSSL", state: "LIVE" };

/** Asks as the probe does, with these answers by the beginning of their path. */
function talk(answers: Readonly<Record<string, object | string>>, path = "/"): AdminFacts | string {
  const given: AdminAnswer[] = [];
  for (let turns = 0; turns < 8; turns++) {
    const turn = envoyAdmin(path, given);
    if (turn.kind === "done") return turn.facts;
    if (turn.kind === "unknown") return turn.reason;
    if (turn.kind === "command") throw new Error("Envoy speaks HTTP");
    const [, answer] = Object.entries(answers).find(([start]) => turn.path.startsWith(start)) ?? [];
    const text = typeof answer === "string" ? answer : JSON.stringify(answer);
    given.push({
      path: turn.path,
      status: answer === undefined ? 404 : 200,
      text: answer === undefined ? "" : text,
    });
  }
  return "it never ends";
}

const host = (port: number, health_status: object) => ({
  address: { socket_address: { address: "10.0.0.5", port_value: port } },
  hostname: "app",
  health_status,
  stats: [{ name: "rq_error", value: "7" }, { name: "rq_total" }],
});

describe("what an Envoy says of itself", () => {
  it.each([
    [{ eds_health_status: "HEALTHY" }, "up", "healthy"],
    [
      { failed_active_health_check: true, active_hc_timeout: true },
      "down",
      "/failed_active_hc/active_hc_timeout",
    ],
    [{ failed_outlier_check: true }, "ejected", "/failed_outlier_check"],
    [
      { failed_active_health_check: true, pending_active_hc: true },
      "checking",
      "/failed_active_hc/pending_active_hc",
    ],
    [{ eds_health_status: "UNHEALTHY" }, "down", "/failed_eds_health"],
    [{ eds_health_status: "DRAINING" }, "draining", "/eds_status_draining"],
    [{ excluded_via_immediate_hc_fail: true }, "ejected", "/excluded_via_immediate_hc_fail"],
    [{ failed_active_degraded_check: true }, "up", "/degraded_active_hc"],
  ])("%o is %s", (flags, state, word) => {
    const facts = talk({
      "/server_info": INFO,
      "/clusters": { cluster_statuses: [{ name: "api", host_statuses: [host(80, flags)] }] },
    });
    expect(facts).toMatchObject({
      peers: [{ upstream: "api", endpoint: "10.0.0.5:80", name: "app:80", state, word, fails: 7 }],
    });
  });

  it("counts what its limits turned away, and which of them are open", () => {
    const stats =
      "cluster.a.b.circuit_breakers.default.rq_pending_open: 1\ncluster.a.b.upstream_rq_pending_overflow: 12\ncluster.a.b.membership_total: 2\ncluster.a.b.membership_healthy: 0\ncontrol_plane.connected_state: 0\n";
    const clusters = {
      cluster_statuses: [{ name: "a.b", circuit_breakers: { thresholds: [{ max_pending_requests: 5 }] } }],
    };
    const facts = talk({ "/server_info": INFO, "/clusters": clusters, "/stats": stats });
    expect(facts).toMatchObject({
      version: "1.28.0",
      state: "LIVE",
      upstreams: [
        {
          upstream: "a.b",
          known: 2,
          healthy: 0,
          openLimits: ["pending"],
          turnedAway: { pending: 12 },
          limits: { pending: 5 },
        },
      ],
      control: { isConnected: false },
    });
  });

  it("names updates that it refused, and clusters that wait", () => {
    const section = {
      "@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
      dynamic_warming_clusters: [{ cluster: { name: "late" }, error_state: { details: "no such field" } }],
    };
    expect(talk({ "/server_info": INFO, "/config_dump": { configs: [section] } })).toMatchObject({
      control: { refused: [{ what: "cluster", name: "late", details: "no such field" }], waiting: ["late"] },
    });
  });

  it("tells the certificates in its memory, once each", () => {
    const own = {
      path: "/etc/envoy/tls.crt",
      serial_number: "00AB12",
      subject_alt_names: [{ dns: "api.internal" }, { uri: "spiffe://mesh/api" }],
      valid_from: "2026-01-01T00:00:00Z",
      expiration_time: "2026-02-01T00:00:00Z",
    };
    const trusted = { path: "<inline>", serial_number: "1", expiration_time: "2030-01-01T00:00:00Z" };
    const pair = { cert_chain: [own], ca_cert: [trusted, { path: "/x", serial_number: "2" }] };
    const facts = talk({ "/server_info": INFO, "/certs": { certificates: [pair, pair] } });
    expect(facts).toMatchObject({
      certificates: [
        {
          path: "/etc/envoy/tls.crt",
          use: "own",
          serial: "ab12",
          names: ["api.internal", "spiffe://mesh/api"],
          notAfter: Date.UTC(2026, 1, 1),
        },
        { path: undefined, use: "trusted", serial: "1", notBefore: undefined },
      ],
    });
    expect(facts).toHaveProperty("certificates.length", 2);
  });

  it("tells what a start waits for, and which listeners are not open yet", () => {
    const at = (port: number) => ({
      address: { socket_address: { address: "0.0.0.0", port_value: port } },
    });
    const section = {
      "@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
      dynamic_listeners: [
        { name: "late", warming_state: { listener: at(8443) } },
        { name: "replaced", active_state: { listener: at(80) }, warming_state: { listener: at(80) } },
        { name: "just-opened", warming_state: { listener: at(81) } },
      ],
    };
    const dumps = [
      { name: "init manager Server", target_names: ["target LDS"] },
      { name: "init manager Listener late" },
    ];
    const facts = talk({
      "/server_info": { ...INFO, state: "INITIALIZING", uptime_current_epoch: "75s" },
      "/config_dump": { configs: [section] },
      "/listeners": { listener_statuses: [{ name: "replaced" }, { name: "just-opened" }] },
      "/init_dump": { unready_targets_dumps: dumps },
    });
    expect(facts).toMatchObject({
      start: {
        isUnfinished: true,
        uptimeMs: 75_000,
        waits: [{ who: "Server", targets: ["LDS"] }],
        closed: [{ name: "late", address: "0.0.0.0:8443" }],
      },
    });
  });

  it("tells the endpoints of the clusters that came from its file", () => {
    const cluster = {
      name: "api",
      load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: host(81, {}) }] }] },
    };
    const section = {
      "@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
      static_clusters: [{ cluster }],
      dynamic_active_clusters: [{ cluster: { ...cluster, name: "other" } }],
    };
    expect(talk({ "/server_info": INFO, "/config_dump": { configs: [section] } })).toMatchObject({
      running: { upstreams: [{ id: "cluster/api", name: "api", endpoints: ["10.0.0.5:81"] }] },
    });
    expect(talk({ "/server_info": INFO })).toMatchObject({ running: undefined });
  });

  it("is asked below the path that the user names, and never for anything that changes it", () => {
    expect(envoyAdmin("/admin/", [])).toEqual({ kind: "ask", path: "/admin/server_info" });
    expect(talk({ "/admin/server_info": INFO }, "/admin")).toMatchObject({ surface: "Envoy admin" });
  });

  it("is told from what is none", () => {
    expect(talk({})).toBe("it answers 404 to /server_info, which every Envoy has");
    expect(talk({ "/server_info": "<html>" })).toBe(
      "what answers is a web page, and no admin surface of Envoy",
    );
    expect(talk({ "/server_info": '{"a": ' })).toBe("what answers is no admin surface of Envoy");
    expect(envoyAdmin("/", [{ path: "/server_info", status: 401, text: "" }])).toEqual({
      kind: "unknown",
      reason: "it answers 401: no access",
    });
  });
});
