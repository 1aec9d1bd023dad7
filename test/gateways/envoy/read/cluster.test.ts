import { describe, expect, it } from "vitest";
import { bootstrap, readCluster, readText, routeOf, upstreamOf } from "../given.ts";

const OPTIONS =
  "typed_extension_protocol_options:\n  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:\n    ";
const TLS = (inner: string) =>
  `transport_socket:\n  name: envoy.transport_sockets.tls\n  typed_config:\n    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\n    ${inner}`;

describe("health checks", () => {
  const check = (inner: string) =>
    upstreamOf(
      readCluster(
        `health_checks:\n- { timeout: 1s, interval: 5s, unhealthy_threshold: 3, healthy_threshold: 2, ${inner} }`,
      ),
    ).healthCheck;

  it("over HTTP ask for the cluster's name, over HTTP/1.1, and want 200", () => {
    expect(check("http_health_check: { path: /healthz }")).toMatchObject({
      protocol: "http",
      timeoutMs: { value: 1_000 },
      host: { value: "api", isDefault: true },
      httpVersion: { value: "1.1", isDefault: true },
      method: { value: "GET" },
      path: { value: "/healthz" },
      expectStatus: { value: [{ from: 200, to: 200 }], isDefault: true },
      retriableStatus: { value: [] },
    });
  });
  it("say otherwise: host, codec, method, half open ranges, texts", () => {
    const inner =
      "http_health_check: { path: /h, host: a.test, codec_client_type: HTTP2, method: HEAD, expected_statuses: [{ start: 200, end: 205 }], retriable_statuses: [{ start: 503, end: 504 }], receive: [{ text: 6f6b }] }";
    expect(check(inner)).toMatchObject({
      host: { value: "a.test", isDefault: false },
      httpVersion: { value: "2" },
      method: { value: "HEAD" },
      expectStatus: { value: [{ from: 200, to: 204 }] },
      retriableStatus: { value: [{ from: 503, to: 503 }] },
      expectBody: { value: ["ok"] },
    });
  });
  it("over gRPC are HTTP/2, and over TCP a connection", () => {
    expect(check("grpc_health_check: { service_name: pets }")).toMatchObject({
      protocol: "grpc",
      grpcService: "pets",
      httpVersion: { value: "2" },
    });
    expect(check("tcp_health_check: {}")).toMatchObject({ protocol: "tcp" });
  });
  it("are one at most: with two, Envoy takes the config as a whole for wrong", () => {
    const one =
      "{ timeout: 1s, interval: 5s, unhealthy_threshold: 3, healthy_threshold: 2, tcp_health_check: {} }";
    const problems = (checks: string) => readCluster(`health_checks: [${checks}]`).problems;
    expect(problems(one)).toEqual([]);
    expect(problems(`${one}, ${one}`)).toMatchObject([
      { cause: "config-syntax-error", message: "Multiple health checks not supported", refusesConfig: true },
    ]);
  });
  it("may choose another transport than the traffic's", () => {
    const matches = `transport_socket_matches:
- name: mesh
  match: { mtls: "yes" }
  transport_socket:
    name: envoy.transport_sockets.tls
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
      sni: api.mesh
- name: plain
  match: {}
  transport_socket: { name: envoy.transport_sockets.raw_buffer }
health_checks:
- timeout: 1s
  interval: 5s
  unhealthy_threshold: 3
  healthy_threshold: 2
  tcp_health_check: {}`;
    const tls = (more: string) => upstreamOf(readCluster(matches + more)).healthCheck?.tls;
    expect(tls("")).toBeUndefined();
    expect(tls("\n  transport_socket_match_criteria: { health: plain }")).toBe("none");
    expect(tls('\n  transport_socket_match_criteria: { mtls: "yes" }')).toMatchObject({
      serverName: { value: { kind: "name", name: ["api.mesh"] } },
    });
  });
  it("may ask a port and a host of an endpoint's own", () => {
    const text = bootstrap(
      "- match: { prefix: / }\n  route: { cluster: api }",
      "- name: api\n  load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 10.0.0.5, port_value: 80 } }, health_check_config: { port_value: 9000, hostname: h.test } } }] }] }",
    );
    expect(upstreamOf(readText(text)).endpoints[0]?.check).toMatchObject({
      port: { value: 9000 },
      host: { value: "h.test" },
      isOff: false,
    });
  });
});

describe("endpoints of one cluster", () => {
  it("are spoken to in TLS or in plaintext, as their labels say", () => {
    const place = (port: number, labels: string) =>
      `{ endpoint: { address: { socket_address: { address: 10.0.0.5, port_value: ${port} } } }, metadata: { filter_metadata: { envoy.transport_socket_match: { ${labels} } } } }`;
    const text = bootstrap(
      "- match: { prefix: / }\n  route: { cluster: api }",
      `- name: api
  transport_socket_matches:
  - name: mesh
    match: { mode: mesh }
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        sni: api.mesh
  - name: plain
    match: {}
    transport_socket: { name: envoy.transport_sockets.raw_buffer }
  load_assignment: { endpoints: [{ lb_endpoints: [${place(80, "mode: mesh")}, ${place(81, "mode: none")}, ${place(82, "mode: mesh")}] }] }`,
    );
    const gateway = readText(text);
    expect(routeOf(gateway).forward.tls?.serverName.value).toEqual({ kind: "name", name: ["api.mesh"] });
    expect(upstreamOf(gateway).endpoints.map(({ forward }) => forward)).toMatchObject([
      undefined,
      { tls: undefined, proxyProtocol: { value: 0 } },
      undefined,
    ]);
  });
});

describe("HTTP versions", () => {
  const version = (lines: string) => routeOf(readCluster(lines)).forward;
  it("are HTTP/1.1 by default, and HTTP/2 where the options say so, old or new", () => {
    expect(version("type: STATIC").httpVersion.value).toBe("1.1");
    expect(version("http2_protocol_options: {}").httpVersion.value).toBe("2");
    expect(version(`${OPTIONS}explicit_http_config: { http2_protocol_options: {} }`).httpVersion.value).toBe(
      "2",
    );
  });
  it("follow ALPN with auto_config", () => {
    const forward = version(`${OPTIONS}auto_config: {}\n${TLS("sni: api.test")}`);
    expect(forward).toMatchObject({ followsAlpn: true, tls: { alpn: { value: ["h2", "http/1.1"] } } });
  });
});

describe("TLS", () => {
  const tls = (lines: string, route = "") => routeOf(readCluster(lines, route)).forward.tls;
  it("sends no name, verifies nothing and speaks TLS 1.2 alone by default", () => {
    expect(tls(TLS("common_tls_context: {}"))).toMatchObject({
      serverName: { value: { kind: "none" } },
      verify: { value: false },
      versions: { value: ["TLSv1.2"], isDefault: true },
      alpn: { value: ["http/1.1"] },
    });
  });
  it("verifies against a file, and the alternative names by their rules", () => {
    const inner =
      "sni: a.test\n    common_tls_context: { tls_params: { tls_maximum_protocol_version: TLSv1_3 }, validation_context: { trusted_ca: { filename: /ca.pem }, match_typed_subject_alt_names: [{ san_type: URI, matcher: { prefix: 'spiffe://a/' } }] } }";
    expect(tls(TLS(inner))).toMatchObject({
      serverName: { value: { kind: "name", name: ["a.test"] } },
      verify: { value: true },
      trust: { value: { kind: "file", path: "/ca.pem" } },
      versions: { value: ["TLSv1.2", "TLSv1.3"] },
      nameRules: { value: [{ type: "uri", how: "prefix", text: "spiffe://a/" }] },
    });
  });
  it("joins the certificates of a secret with the names of the config", () => {
    const inner =
      "common_tls_context: { combined_validation_context: { default_validation_context: { match_typed_subject_alt_names: [{ san_type: URI, matcher: { exact: 'spiffe://a/b' } }] }, validation_context_sds_secret_config: { name: ROOTCA, sds_config: { path: /etc/envoy/secret.yaml } } } }";
    const secret = {
      "/etc/envoy/secret.yaml":
        "resources:\n- name: ROOTCA\n  validation_context: { trusted_ca: { filename: /ca.pem } }\n",
    };
    expect(routeOf(readCluster(TLS(inner), "", secret)).forward.tls).toMatchObject({
      verify: { value: true },
      trust: { value: { kind: "file", path: "/ca.pem" } },
      nameRules: { value: [{ type: "uri", how: "exact", text: "spiffe://a/b" }] },
    });
  });
  it("takes the server name from the Host header with auto_sni", () => {
    const lines = `${OPTIONS}upstream_http_protocol_options: { auto_sni: true }\n    explicit_http_config: { http_protocol_options: {} }\n${TLS("common_tls_context: {}")}`;
    expect(tls(lines, ", host_rewrite_literal: b.test")?.serverName.value).toEqual({
      kind: "name",
      name: ["b.test"],
    });
  });
  it("knows of a certificate that only a secret has", () => {
    const inner =
      "common_tls_context: { tls_certificate_sds_secret_configs: [{ name: default, sds_config: { ads: {} } }] }";
    expect(tls(TLS(inner))).toMatchObject({
      clientCertificate: undefined,
      unseenCertificate: { value: "the secret default" },
    });
  });
});

describe("the PROXY protocol", () => {
  it("wraps another transport", () => {
    const lines = `transport_socket:
  name: envoy.transport_sockets.upstream_proxy_protocol
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport
    config: { version: V2 }
    transport_socket: { name: envoy.transport_sockets.raw_buffer }`;
    expect(routeOf(readCluster(lines)).forward).toMatchObject({
      proxyProtocol: { value: 2 },
      tls: undefined,
    });
  });
});

describe("limits and health", () => {
  it("outlier detection counts only where it is written", () => {
    expect(upstreamOf(readCluster("type: STATIC")).endpoints[0]?.ejection).toBeUndefined();
    expect(upstreamOf(readCluster("outlier_detection: {}")).endpoints[0]?.ejection).toMatchObject({
      failures: { value: 5 },
      windowMs: undefined,
      penaltyMs: { value: 30_000 },
    });
    expect(
      upstreamOf(readCluster("outlier_detection: { enforcing_consecutive_5xx: 0 }")).endpoints[0]?.ejection,
    ).toBeUndefined();
  });
  it("an empty panic threshold is zero", () => {
    expect(
      upstreamOf(readCluster("common_lb_config: { healthy_panic_threshold: {} }")).panic?.belowPercent.value,
    ).toBe(0);
  });
  it("subsets fall back on nobody", () => {
    const { subsets } = upstreamOf(
      readCluster("lb_subset_config: { subset_selectors: [{ keys: [version] }] }"),
    );
    expect(subsets).toMatchObject({
      selectors: [{ names: ["version"] }],
      fallback: { value: "nobody", isDefault: true },
    });
  });
  it("subsets may fall back by the names that a request asks for, and stand among the policies of balancing", () => {
    const policy = `{ fallback_policy: 1, allow_redundant_keys: true, panic_mode_any: true, subset_selectors: [
      { keys: [version], fallback_policy: NO_FALLBACK }, { keys: [version, stage], fallback_policy: KEYS_SUBSET, fallback_keys_subset: [stage] }] }`;
    const extension = `{ name: envoy.load_balancing_policies.subset, typed_config: ${policy} }`;
    for (const config of [
      `lb_subset_config: ${policy}`,
      `load_balancing_policy: { policies: [{ typed_extension_config: ${extension} }] }`,
    ])
      expect(upstreamOf(readCluster(config)).subsets).toMatchObject({
        selectors: [
          { names: ["version"], fallback: "nobody" },
          { names: ["version", "stage"], fallback: { fewer: ["stage"] } },
        ],
        fallback: { value: "anybody" },
        ignoresMore: true,
        panicsToAnybody: true,
      });
  });
  it("labels with several values are not followed", () => {
    const config = "lb_subset_config: { list_as_any: true, subset_selectors: [{ keys: [version] }] }";
    expect(upstreamOf(readCluster(config)).subsets).toBeUndefined();
  });
  it("words of enumerations may be written in small letters", () => {
    expect(
      upstreamOf(readCluster("type: strict_dns\ndns_lookup_family: v4_only")).endpoints[0]?.endpoint,
    ).toBe("10.0.0.5:8080");
  });
});
