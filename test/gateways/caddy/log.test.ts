import { describe, expect, it } from "vitest";
import { caddyLog } from "../../../src/gateways/caddy/log.ts";

const bytes = (line: string) => Buffer.from(line, "latin1");
const said = (line: string) =>
  (caddyLog.error.open(bytes(line))?.said() ?? []).map(({ event, peer, detail, errno }) =>
    [event, peer, detail, errno].filter((one) => one !== undefined).join(" "),
  );
const failed = (msg: string) =>
  JSON.stringify({
    level: "error",
    ts: 1795862454.25,
    logger: "http.log.error",
    msg,
    request: { remote_ip: "127.0.0.1", method: "GET", host: "api", uri: "/", headers: {} },
    duration: 0.001,
    status: 502,
  });
const checked = (msg: string, fields: object) =>
  JSON.stringify({
    level: "info",
    ts: 1795862454.25,
    logger: "http.handlers.reverse_proxy.health_checker.active",
    msg,
    ...fields,
  });

describe("an error that a request ended with", () => {
  it.each([
    ["dial tcp 10.0.0.5:8080: connect: connection refused", "connect-refused 10.0.0.5:8080 111"],
    ["dial tcp [fd00::5]:8080: i/o timeout", "connect-timeout [fd00::5]:8080 110"],
    [
      "dialing backend: dial unix /run/php.sock: connect: no such file or directory",
      "socket-missing unix:/run/php.sock 2",
    ],
    ["dial unix /run/a.sock: connect: permission denied", "connect-denied unix:/run/a.sock 13"],
    ["dial tcp: lookup app on 127.0.0.11:53: no such host", "name-not-resolved app 3"],
    ["dial tcp: lookup app on 10.0.0.2:53: server misbehaving", "name-not-resolved app 2"],
    ["net/http: timeout awaiting response headers", "read-timeout 110"],
    [
      "read tcp 10.0.0.1:44036->10.0.0.5:8080: read: connection reset by peer",
      "reset-before-header 10.0.0.5:8080 104",
    ],
    ["EOF", "closed-before-header"],
    ["x509: certificate signed by unknown authority", "certificate-rejected 20"],
    [
      "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-28T10:00:00Z is after 2026-11-26T10:00:00Z",
      "certificate-rejected 10",
    ],
    ["x509: certificate is valid for api.internal, not other.internal", "certificate-name-mismatch"],
    ["http: server gave HTTP response to HTTPS client", "handshake-failed wrong version number"],
    ["no upstreams available", "no-live-upstreams"],
    ["context canceled", "client-closed"],
  ])("%s", (msg, expected) => {
    expect(said(failed(msg))).toEqual([expected]);
  });

  it("is the same in the encoding of a console", () => {
    const line =
      '2026/11/28 10:00:54.250\t\u001b[31mERROR\u001b[0m\thttp.log.error\tdial tcp 10.0.0.5:80: connect: connection refused\t{"request": {"method": "GET"}}';
    expect(said(line)).toEqual(["connect-refused 10.0.0.5:80 111"]);
    expect(caddyLog.error.stamp(bytes(line))).toMatchObject({ hour: 10, second: 54 });
  });
});

describe("a health check", () => {
  it("tells what it failed of, and when it passes again", () => {
    const host = "10.0.0.5:8080";
    const error = `Get "http://${host}/up": dial tcp ${host}: connect: connection refused`;
    expect(said(checked("HTTP request failed", { host, error }))[0]).toBe(
      `check-failed ${host} connect-refused 111`,
    );
    const late = `Get "http://${host}/up": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    expect(said(checked("HTTP request failed", { host, error: late }))[0]).toBe(
      `check-failed ${host} answer-timeout 110`,
    );
    expect(said(checked("status code out of tolerances", { status_code: 404, host }))[0]).toBe(
      `check-failed ${host} status-wrong: 404`,
    );
    expect(said(checked("host is up", { host }))).toEqual([`endpoint-enabled ${host}`]);
  });
});

describe("other lines", () => {
  it("tell what clients got, and who made it", () => {
    const line = (status: number, headers: object) =>
      `{"level":"error","ts":1795862454.25,"logger":"http.log.access.log0","msg":"handled request","request":{"method":"POST","uri":"/"},"duration":0.5,"size":0,"status":${status},"resp_headers":${JSON.stringify(headers)}}`;
    expect(said(line(502, { Server: ["Caddy"] }))).toEqual(["access-502 gateway"]);
    expect(said(line(503, { Date: ["x"] }))).toEqual(["access-503 upstream"]);
    const [one] =
      caddyLog
        .access(undefined)
        .open(bytes(line(200, {})))
        ?.said() ?? [];
    expect(one).toMatchObject({ event: "access-200", durationMs: 500, isUnrepeatable: true });
  });

  it("tell of its life", () => {
    const reload = {
      level: "error",
      ts: 1795862454.25,
      logger: "admin.api",
      msg: "request error",
      error:
        "loading config: loading new config: http app module: start: listening on :80: listen tcp :80: bind: address already in use",
      status_code: 400,
    };
    expect(said(JSON.stringify(reload))).toEqual(["bind-failed :80"]);
    expect(said('{"level":"info","ts":1795862454.25,"msg":"serving initial configuration"}')).toEqual([
      "workers-started",
    ]);
    expect(said('{"status":502,"msg":"another program"}')).toEqual([]);
  });
});

describe("a line that another program writes in the same form", () => {
  const isOwn = (line: string) => caddyLog.error.isOwn?.(bytes(line));
  it.each([
    failed("EOF"),
    '{"level":"info","ts":1795862454.2,"msg":"serving initial configuration"}',
    "2026/11/28 09:48:12.123\tINFO\ttls\tfinished cleaning storage units",
    "Error: loading initial config: loading new config: http app module: start: listening on :80",
  ])("is told from Caddy's own: %s", (line) => expect(isOwn(line)).toBe(true));
  it.each([
    '{"level":"info","ts":"2026-06-02T15:34:33Z","logger":"eventHandler","msg":"Reconciling"}',
    '{"level":"info","ts":"2026-06-02T15:34:33Z","msg":"Starting the controller"}',
    "2026-06-29T23:37:27.285018Z\tinfo\tVersion 1.6.3",
    "no line of a log",
  ])("%s", (line) => expect(isOwn(line)).toBe(false));
});

describe("what a request asked for", () => {
  const asked = (line: string) => caddyLog.error.open(bytes(line))?.said()[0]?.asked;
  const withRequest = (host: string, uri: string) =>
    failed("EOF").replace(
      '"host":"api","uri":"/"',
      `"host":${JSON.stringify(host)},"uri":${JSON.stringify(uri)}`,
    );
  it("is its host and path", () => {
    expect(asked(withRequest("API.test:8080", "/a/b?token=x"))).toEqual({ host: "api.test", path: "/a/b" });
    expect(asked(withRequest("[::1]:8080", "/"))).toEqual({ host: "[::1]", path: "/" });
  });
  it("is not told where it can't be read, nor of lines about no upstream", () => {
    expect(asked(withRequest("api", '/a"b'))).toBeUndefined();
    expect(asked(failed("some handler said no"))).toBeUndefined();
  });
});
