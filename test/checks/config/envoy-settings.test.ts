import { describe, expect, it } from "vitest";
import ejections from "../../../checks/config/ejection-spares-someone.ts";
import checksSound from "../../../checks/config/health-checks-sound.ts";
import stayCurrent from "../../../checks/config/names-stay-current.ts";
import reachable from "../../../checks/config/routes-reachable.ts";
import timeouts from "../../../checks/config/timeouts-ordered.ts";
import tlsSettings from "../../../checks/config/upstream-tls-settings.ts";
import type { Check } from "../../../src/model/check.ts";
import { bootstrap, readCluster, readText } from "../../gateways/envoy/given.ts";
import { said, verdict } from "../../given/look.ts";

const look = (check: Check, cluster: string, route = "") =>
  said(verdict(check, [], { gateway: readCluster(cluster, route) }));

const TLS = `transport_socket:
  name: envoy.transport_sockets.tls
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
    `;

describe("checks of settings hold for Envoy as for others", () => {
  it("retries that the limit of the route cuts off", () => {
    const route = ", timeout: 3s, retry_policy: { retry_on: 5xx, num_retries: 3, per_try_timeout: 2s }";
    expect(look(timeouts, "type: STATIC", route)).toContain("latent timeout-order-wrong");
    expect(look(timeouts, "type: STATIC", route.replace("3s", "10s"))).toEqual([]);
  });
  it("outlier detection that may take out everybody", () => {
    const all = "outlier_detection: { max_ejection_percent: 100 }";
    expect(look(ejections, `${all}\ncommon_lb_config: { healthy_panic_threshold: { value: 0 } }`)).toEqual([
      "latent ejected-by-passive-checks",
    ]);
    expect(look(ejections, all)).toEqual([]);
  });
  it("a check that waits longer than its interval", () => {
    const check = (timeout: string) =>
      `health_checks: [{ timeout: ${timeout}, interval: 5s, unhealthy_threshold: 3, healthy_threshold: 1, tcp_health_check: {} }]`;
    expect(look(checksSound, check("10s"))).toEqual(["latent health-check-too-aggressive"]);
    expect(look(checksSound, check("2s"))).toEqual([]);
  });
  it("TLS without verification is for information, and without a name only where there is one", () => {
    expect(look(tlsSettings, `${TLS}sni: api.test`)).toEqual(["latent tls-verification-off"]);
  });
  it("names are resolved again and again", () => {
    expect(look(stayCurrent, "type: STRICT_DNS")).toEqual([]);
  });
  it("a route behind one that takes everything", () => {
    const text = bootstrap(
      "- match: { prefix: / }\n  route: { cluster: api }\n- match: { prefix: /x }\n  route: { cluster: api }",
      "- name: api",
    );
    expect(said(verdict(reachable, [], { gateway: readText(text) }))).toEqual(["latent route-shadowed"]);
  });
});
