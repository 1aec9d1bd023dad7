import { describe, expect, test } from "vitest";
import {
  alertOfTlsError,
  outcomeOfAlert,
  outcomeOfConnectError,
  outcomeOfStreamError,
  outcomeOfSystemError,
  outcomeOfTlsError,
} from "../../src/probes/outcome.ts";

function failed(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}
const tcp = { transport: "tcp", hasSourceAddress: false } as const;
const unix = { transport: "unix", hasSourceAddress: false } as const;
const bound = { transport: "tcp", hasSourceAddress: true } as const;

describe("connect", () => {
  test.each([
    ["refused", "ECONNREFUSED", tcp],
    ["timed-out", "ETIMEDOUT", tcp],
    ["unreachable", "EHOSTUNREACH", tcp],
    ["unreachable", "ENETUNREACH", tcp],
    ["unreachable", "EHOSTDOWN", tcp],
    ["unreachable", "ENOPROTOOPT", tcp],
    ["unreachable", "EAFNOSUPPORT", tcp],
    ["unreachable", "EACCES", tcp],
    ["unreachable", "EINVAL", tcp],
    ["not-allowed", "EPERM", tcp],
    ["reset", "ECONNRESET", tcp],
    ["probe-broken", "EADDRNOTAVAIL", tcp],
    ["probe-broken", "EMFILE", tcp],
    ["probe-broken", "ENFILE", tcp],
    ["probe-broken", "ENOBUFS", tcp],
    ["probe-broken", "ENOMEM", tcp],
    ["probe-broken", "EMADEUP", tcp],
    ["not-tried", "EADDRNOTAVAIL", bound],
    ["not-tried", "EINVAL", bound],
    ["refused", "ECONNREFUSED", bound],
    ["refused", "EAGAIN", unix],
    ["refused", "ECONNREFUSED", unix],
    ["not-found", "ENOENT", unix],
    ["not-found", "ENOTDIR", unix],
    ["not-found", "EINVAL", unix],
    ["not-allowed", "EACCES", unix],
    ["rejected", "EPROTOTYPE", unix],
  ] as const)("is %s by %s", (kind, code, attempt) => {
    expect(outcomeOfConnectError(failed(code), attempt)).toMatchObject({ kind, code });
  });
});

describe("TLS", () => {
  test("an alert is known by its number, in the message or in the code of any OpenSSL", () => {
    const old =
      "C0A7:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:SSL alert number 40";
    const without = "C0A7:error:0A00045C:SSL routines::something new:";
    expect(alertOfTlsError(failed("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", old))).toBe(40);
    expect(alertOfTlsError(failed("ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REQUIRED", without))).toBe(116);
    expect(
      alertOfTlsError(
        failed("ERR_SSL_WRONG_VERSION_NUMBER", "error:0A00010B:SSL routines::wrong version number:"),
      ),
    ).toBe(undefined);
    expect(alertOfTlsError("no error")).toBeUndefined();
  });

  test("an unknown alert keeps its number", () => {
    expect(outcomeOfAlert(200)).toEqual({
      kind: "rejected",
      reason: "TLS alert 200 (unknown)",
      code: "alert 200",
    });
  });

  test("what this side's library refuses is a rejection in its own word", () => {
    expect(outcomeOfTlsError(failed("ERR_SSL_DH_KEY_TOO_SMALL"))).toEqual({
      kind: "rejected",
      reason: "TLS handshake failed: dh key too small",
      code: "ERR_SSL_DH_KEY_TOO_SMALL",
    });
    expect(outcomeOfTlsError(failed("ECONNRESET")).kind).toBe("reset");
  });
});

test("HTTP/2 ends with a code of its own", () => {
  const error = failed("ERR_HTTP2_STREAM_ERROR", "Stream closed with error code NGHTTP2_ENHANCE_YOUR_CALM");
  expect(outcomeOfStreamError(error)).toMatchObject({ kind: "rejected", code: "NGHTTP2_ENHANCE_YOUR_CALM" });
  expect(outcomeOfStreamError(failed("ERR_HTTP2_ERROR"))).toMatchObject({
    kind: "rejected",
    code: "ERR_HTTP2_ERROR",
  });
});

test("a message of many lines becomes one", () => {
  expect(outcomeOfSystemError(new Error("a\nb\tc")).reason).toBe("a b c");
});
