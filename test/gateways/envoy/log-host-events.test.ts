import { describe, expect, it } from "vitest";
import { envoyLog } from "../../../src/gateways/envoy/log.ts";
import { readCluster } from "./given.ts";

const opened = (line: object | string) =>
  envoyLog.error.open(new TextEncoder().encode(typeof line === "string" ? line : JSON.stringify(line)));
const said = (line: object | string) => opened(line)?.said() ?? [];

const check = (event: object) => ({
  health_checker_type: "HTTP",
  host: { socket_address: { protocol: "TCP", address: "10.0.0.5", port_value: 8080 } },
  cluster_name: "api",
  timestamp: "2026-11-22T02:10:31.123Z",
  ...event,
});
const outlier = (event: object) => ({
  type: "CONSECUTIVE_5XX",
  cluster_name: "api",
  upstream_url: "10.0.0.5:8080",
  action: "EJECT",
  num_ejections: 1,
  enforced: true,
  timestamp: "2026-11-22T02:10:31.123Z",
  ...event,
});
const API = { upstream: "api", peer: "10.0.0.5:8080" };

describe("the log of health checks", () => {
  it("tells who was taken out, when, and what the check failed of", () => {
    const line = check({ eject_unhealthy_event: { failure_type: "NETWORK_TIMEOUT" } });
    expect(opened(line)?.stamp).toMatchObject({ hour: 2, minute: 10, second: 31, offsetMinutes: 0 });
    expect(said(line)).toMatchObject([
      { ...API, event: "endpoint-disabled" },
      { ...API, event: "check-failed", detail: "answer-timeout" },
    ]);
  });
  it.each([
    [{ health_check_failure_event: { failure_type: "ACTIVE", first_check: true } }, "status-wrong"],
    [{ health_check_failure_event: {} }, "status-wrong"],
    [{ health_check_failure_event: { failure_type: "NETWORK" } }, "connect-rejected"],
    [{ health_check_failure_event: { failure_type: "PASSIVE" } }, undefined],
  ])("%o is one failure", (event, detail) => {
    expect(said(check(event))).toMatchObject([{ event: "check-failed", detail }]);
  });
  it("tells who came back, and is silent of what changes nothing", () => {
    expect(said(check({ add_healthy_event: { first_check: false } }))).toMatchObject([
      { ...API, event: "endpoint-enabled" },
    ]);
    expect(said(check({ degraded_healthy_host: {} }))).toEqual([]);
  });
});

describe("the log of outlier detection", () => {
  it("tells who was ejected and who came back", () => {
    expect(said(outlier({}))).toMatchObject([
      { ...API, event: "endpoint-disabled", detail: "consecutive_5xx" },
    ]);
    expect(said(outlier({ action: "UNEJECT", upstream_url: "tcp://10.0.0.5:8080" }))).toMatchObject([
      { ...API, event: "endpoint-enabled" },
    ]);
  });
  it("an ejection that was not enforced kept nobody out", () => {
    expect(said(outlier({ enforced: false }))).toEqual([]);
  });
});

describe("other lines", () => {
  it("that are JSON are an access log, and half a line is nothing", () => {
    expect(said({ response_code: 503, response_flags: "UF" }).length).toBeGreaterThan(0);
    expect(opened('{"cluster_name": "api", "action": ')).toBeUndefined();
    expect(opened(`{"cluster_name": "${"a".repeat(20_000)}"}`)).toBeUndefined();
  });
});

describe("where both are written stands in the config", () => {
  const CHECK =
    "timeout: 1s, interval: 5s, unhealthy_threshold: 3, healthy_threshold: 2, tcp_health_check: {}";
  it("of checks in the old field and in the new one", () => {
    const sink =
      '[{ name: envoy.health_check.event_sink.file, typed_config: { "@type": type.googleapis.com/envoy.extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink, event_log_path: /var/log/new.json } }]';
    const logs = (lines: string) =>
      readCluster(`health_checks: [{ ${CHECK}, ${lines} }]`).logs.map(({ path }) => path);
    expect(logs("event_log_path: /var/log/old.json")).toEqual(["/var/log/old.json"]);
    expect(logs(`event_logger: ${sink}`)).toEqual(["/var/log/new.json"]);
    expect(logs("event_log_path: /dev/stdout")).toEqual([]);
  });
});
