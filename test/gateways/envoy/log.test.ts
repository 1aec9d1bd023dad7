import { describe, expect, it } from "vitest";
import { envoyLog } from "../../../src/gateways/envoy/log.ts";
import type { LogLine } from "../../../src/model/log-grammar.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function said(line: string, format?: string): readonly LogLine[] {
  return envoyLog.access(format).open(bytes(line))?.said() ?? [];
}
const words = (line: string, format?: string) => said(line, format).map(({ event }) => event);

/** A line in Envoy's own format. */
const plain = (status: number, flags: string, peer = "10.0.0.5:8080") =>
  `[2026-11-22T02:10:31.123Z] "GET /api/ HTTP/1.1" ${status} ${flags} 0 91 3 - "-" "curl/8" "6d1c" "api.test" "${peer}"`;

/** A line in Istio's. */
const istio = (status: number, flags: string, details: string, failure = "-") =>
  `[2026-11-22T02:10:31.123Z] "POST /api/ HTTP/1.1" ${status} ${flags} ${details} - "${failure}" 0 91 3 - "-" "curl/8" "6d1c" "api.test" "10.0.0.5:8080" outbound|80||api.test 10.0.0.1:1 10.0.0.2:80 10.0.0.3:2 - default`;

describe("Envoy's own access log format", () => {
  it("tells how long requests took that failed", () => {
    expect(said(plain(504, "UT"))[0]?.durationMs).toBe(3);
    expect(said(plain(503, "-"))[0]?.durationMs).toBe(3);
    expect(said(plain(200, "-"))[0]?.durationMs).toBeUndefined();
  });
  it("tells status, peer and time", () => {
    const line = envoyLog.access(undefined).open(bytes(plain(200, "-")));
    expect(line?.stamp).toMatchObject({
      year: 2026,
      month: 11,
      day: 22,
      hour: 2,
      minute: 10,
      second: 31,
      offsetMinutes: 0,
    });
    expect(line?.said()).toMatchObject([{ event: "access-200", peer: "10.0.0.5:8080" }]);
  });

  it.each([
    ["UT", 504, "read-timeout"],
    ["UC", 503, "closed-before-header"],
    ["UR", 503, "stream-closed"],
    ["UO", 503, "upstream-overflow"],
    ["NR", 404, "no-route"],
    ["NC", 503, "upstream-unknown"],
    ["UPE", 502, "answer-malformed"],
    ["DC", 0, "client-closed"],
    ["UpstreamConnectionTermination", 503, "closed-before-header"],
  ])("%s is told as what it is", (flag, status, word) => {
    expect(words(plain(status, flag))).toContain(word);
  });

  it("UH names no peer, and URX says nothing beside the flag of the last try", () => {
    expect(said(plain(503, "UH", "-"))).toMatchObject([
      { event: "access-503", detail: "gateway", peer: undefined },
      { event: "no-live-upstreams" },
    ]);
    expect(words(plain(503, "URX,UC"))).toEqual(["access-503", "closed-before-header"]);
  });

  it("an upstream's own 503 is not the gateway's", () => {
    expect(said(plain(503, "-"))).toMatchObject([{ event: "access-503", detail: "upstream" }]);
  });
});

describe("Istio's format", () => {
  it.each([
    ["delayed connect error: 111", "connect-refused", 111],
    ["delayed connect error: Connection refused", "connect-refused", 111],
    ["delayed connect error: 113", "host-unreachable", 113],
    ["immediate connect error: Network is unreachable", "network-unreachable", 101],
    ["immediate connect error: 99", "ports-exhausted", 99],
    ["delayed connect error: Connection timed out", "connect-timeout", 110],
  ])("%s", (failure, event, errno) => {
    const lines = said(
      istio(503, "UF", "upstream_reset_before_response_started{remote_connection_failure}", failure),
    );
    expect(lines[1]).toMatchObject({
      event,
      errno,
      peer: "10.0.0.5:8080",
      upstream: "outbound|80||api.test",
      isUnrepeatable: true,
    });
  });

  it.each([
    [
      "TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end",
      "handshake-failed",
      "WRONG_VERSION_NUMBER",
    ],
    [
      "TLS error: 268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER",
      "handshake-failed",
      "WRONG_VERSION_NUMBER",
    ],
    [
      "TLS_error:|268436504:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA:TLS_error_end",
      "handshake-failed",
      "alert 48",
    ],
    [
      "TLS_error:|268436568:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNRECOGNIZED_NAME:TLS_error_end",
      "handshake-failed",
      "alert 112",
    ],
    [
      "TLS error: 268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify cert failed: verify SAN list",
      "certificate-name-mismatch",
      undefined,
    ],
    [
      "TLS_error:|268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify cert failed: cert is expired:TLS_error_end",
      "certificate-rejected",
      "10:certificate has expired",
    ],
    ["TLS error: Secret is not supplied by SDS", "handshake-failed", "secret is not supplied"],
    ["TLS_error:_Secret_is_not_supplied_by_SDS", "handshake-failed", "secret is not supplied"],
  ])("%s", (failure, event, detail) => {
    expect(said(istio(503, "UF,URX", "-", failure))[1]).toMatchObject({ event, detail });
  });

  it("takes the reason out of the code details where nothing else tells", () => {
    const details =
      "upstream_reset_before_response_started{remote_connection_failure,delayed_connect_error:_111}";
    expect(words(istio(503, "UF", details))).toEqual(["access-503", "connect-refused"]);
  });

  it("an authorization that failed is told, one that denied is not", () => {
    expect(words(istio(403, "UAEX", "ext_authz_error"))).toEqual(["access-403", "authorization-failed"]);
    expect(words(istio(403, "UAEX", "ext_authz_denied"))).toEqual(["access-403"]);
    // a limit with a status that nobody takes for a dead upstream's, and one that passes for it
    expect(words(istio(429, "RL", "request_rate_limited"))).toEqual(["access-429"]);
    expect(words(istio(503, "RL", "request_rate_limited"))).toEqual(["access-503", "requests-limited"]);
  });
});

describe("formats of the config's own", () => {
  it("a text with operators in any order, and with formats inside of them", () => {
    const format =
      "%START_TIME(%Y-%m-%dT%H:%M:%SZ)% %RESPONSE_CODE% [%RESPONSE_FLAGS%] to=%UPSTREAM_HOST% via %UPSTREAM_CLUSTER%\n";
    const [status, flag] = said("2026-11-22T02:10:31Z 504 [UT] to=10.0.0.5:80 via api", format);
    expect(status).toMatchObject({
      event: "access-504",
      peer: "10.0.0.5:80",
      upstream: "api",
      detail: "gateway",
    });
    expect(flag).toMatchObject({ event: "read-timeout" });
  });

  it("an object of JSON, by the operators of its format or by the usual keys", () => {
    const format = '{"code":"%RESPONSE_CODE%","why":"%RESPONSE_FLAGS%","to":"%UPSTREAM_HOST%"}';
    expect(words('{"code":503,"why":"UC","to":"10.0.0.5:80"}', format)).toEqual([
      "access-503",
      "closed-before-header",
    ]);
    const usual =
      '2026-11-22T02:10:31+01:00 stdout F {"start_time":"2026-11-22T01:10:31.1Z","response_code":503,"response_flags":"UO","upstream_cluster":"api"}';
    expect(said(usual)[1]).toMatchObject({ event: "upstream-overflow", upstream: "api" });
  });

  it("lines of anything else say nothing", () => {
    expect(said("hello")).toEqual([]);
    expect(said('{"a": ')).toEqual([]);
    expect(said("nothing of the kind", "%RESPONSE_CODE% x")).toEqual([]);
  });
});

describe("the application's log", () => {
  const error = (line: string) => envoyLog.error.open(bytes(line))?.said() ?? [];
  it("reads the form that Istio's agent gives it, and none of the agent's own lines", () => {
    const line =
      "2026-11-22T02:10:31.123456Z\twarning\tenvoy config external/envoy/source/x.cc:138\tgRPC config for type.googleapis.com/envoy.config.cluster.v3.Cluster rejected: Error adding/updating cluster(s) api\tthread=17";
    expect(error(line)).toMatchObject([{ event: "config-refused", level: "warning" }]);
    expect(error(line)[0]?.detail).not.toContain("thread");
    expect(envoyLog.error.stamp(bytes(line))).toMatchObject({ second: 31, offsetMinutes: 0 });
    expect(envoyLog.error.stamp(bytes("2026-11-22T02:10:31.123456Z\tinfo\tEnvoy proxy is ready"))).toBe(
      undefined,
    );
  });
  it("tells a config that was refused, and an address that was taken", () => {
    const critical =
      "[2026-11-22 02:10:31.123][1][critical][main] [source/server/server.cc:131] error initializing configuration '/etc/envoy/envoy.yaml': route: unknown cluster 'apy'";
    expect(error(critical)).toMatchObject([{ event: "config-refused", level: "critical" }]);
    const bind =
      "[2026-11-22 02:10:31.123][1][warning][config] [source/x.cc:1] gRPC config for type.googleapis.com/envoy.config.cluster.v3.Cluster rejected: Error adding/updating cluster(s) api";
    expect(error(bind)).toMatchObject([{ event: "config-refused" }]);
  });
  it("may hold lines of an access log", () => {
    expect(error(plain(503, "UC"))).toMatchObject([
      { event: "access-503" },
      { event: "closed-before-header" },
    ]);
  });
});
