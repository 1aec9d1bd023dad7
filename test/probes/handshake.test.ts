import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Setting } from "../../src/model/source.ts";
import { climb } from "../../src/probes/climb.ts";
import {
  answering,
  at,
  cert,
  certPath,
  climbRequest,
  context,
  exchangeAsk,
  handshakeAsk,
  measured,
  shaken,
  tcpServer,
  tlsServer,
} from "./asking.ts";

const trust = { kind: "file", path: certPath("root.pem") } as const;
const fingerprint = (name: string): string =>
  new X509Certificate(cert(name)).fingerprint256.replaceAll(":", "").toLowerCase();

function written(value: string): Setting<string> {
  return { value, isDefault: false, location: { file: "nginx.conf", line: 1, column: 1 } };
}
const clientCertificate = {
  certificateFile: written(certPath("client.pem")),
  keyFile: written(certPath("client.key")),
};

describe("what is asked", () => {
  test("no server name is sent unless one is asked for, and never an address", async () => {
    const names: unknown[] = [];
    const port = await tlsServer({}, (socket) => names.push(socket.servername));
    await shaken(port);
    await shaken(port, { serverName: "good.test" });
    await shaken(port, { serverName: "127.0.0.1" });
    expect(names).toEqual([false, "good.test", false]);
  });

  test.each([
    ["TLSv1.2", ["TLSv1.2"]],
    ["TLSv1.3", ["TLSv1.3"]],
    ["TLSv1.3", ["TLSv1.2", "TLSv1.3"]],
    ["TLSv1.1", ["TLSv1", "TLSv1.1"]],
    ["TLSv1.1", ["TLSv1", "TLSv1.1", "TLSv1.3"]],
  ] as const)("%s is spoken when %j are offered and the server takes that", async (version, versions) => {
    const port = await tlsServer({ minVersion: "TLSv1", maxVersion: version, ciphers: "ALL:@SECLEVEL=0" });
    const { outcome, facts } = await shaken(port, { versions, ciphers: "ALL:@SECLEVEL=0" });
    expect([outcome.kind, facts.version]).toEqual(["answered", version]);
  });

  test("a version between two others that is not asked for is not offered", async () => {
    const port = await tlsServer({ minVersion: "TLSv1.2", maxVersion: "TLSv1.2" });
    const { outcome } = await shaken(port, { versions: ["TLSv1.1", "TLSv1.3"], ciphers: "ALL:@SECLEVEL=0" });
    expect(outcome).toMatchObject({ kind: "rejected", code: "alert 70" });
  });

  test("the cipher list is the gateway's", async () => {
    const port = await tlsServer({ maxVersion: "TLSv1.2" });
    const { facts } = await shaken(port, {
      ciphers: "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305",
    });
    expect(facts.cipher).toMatch(/^ECDHE-ECDSA-(?:AES128-SHA256|CHACHA20-POLY1305)$/);
  });

  test("a cipher list that this library does not know is no word about the server", async () => {
    const { outcome } = await shaken(await tlsServer({}), {
      ciphers: "NO-SUCH-CIPHER",
      versions: ["TLSv1.2"],
    });
    expect(outcome).toMatchObject({ kind: "probe-broken", code: "ERR_SSL_NO_CIPHER_MATCH" });
  });

  test("ALPN is offered as asked, and what the server chose is kept", async () => {
    const port = await tlsServer({ ALPNProtocols: ["h2"] });
    expect((await shaken(port, { alpn: ["h2", "http/1.1"] })).facts.alpn).toBe("h2");
    expect((await shaken(port)).facts.alpn).toBeUndefined();
  });

  test("a PROXY header goes before the handshake", async () => {
    const seen = new Promise<string>((resolve) => {
      void tcpServer((socket) => socket.once("data", (chunk) => resolve(chunk.toString("latin1")))).then(
        (port) =>
          climb(
            climbRequest({ target: at(port), tls: handshakeAsk(), proxyProtocol: 1, patienceMs: 50 }),
            context,
          ),
      );
    });
    expect(await seen).toMatch(/^PROXY TCP4 127\.0\.0\.1 127\.0\.0\.1 \d+ \d+\r\n/);
  });
});

describe("the chain, as presented", () => {
  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "is kept over %s in the order of the wire, all of it",
    async (version) => {
      const chain = ["good.pem", "bare.pem", "inner.pem"];
      const port = await tlsServer({ cert: cert(...chain), minVersion: version, maxVersion: version });
      const { facts } = await shaken(port, { trust });
      expect(facts.chain.map((one) => one.fingerprint)).toEqual(chain.map(fingerprint));
      expect(facts.clientCertificateRequested).toBe(false);
    },
  );

  test.each(["TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"])(
    "is read whichever suite of TLS 1.3 protects it: %s",
    async (ciphers) => {
      const { facts } = await shaken(await tlsServer({ ciphers, minVersion: "TLSv1.3" }));
      expect(facts).toMatchObject({
        cipher: ciphers,
        chain: [{ commonName: "good.test" }, { commonName: "inner.test" }],
      });
    },
  );

  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "holds no issuer that only the trust file has, over %s",
    async (version) => {
      const lone = await tlsServer({ cert: cert("good.pem"), minVersion: version, maxVersion: version });
      const { facts } = await shaken(lone, { trust: { kind: "file", path: certPath("inner.pem") } });
      expect(facts.chain).toHaveLength(1);
    },
  );

  test("is read after a hello retry request", async () => {
    const { facts } = await shaken(await tlsServer({ ecdhCurve: "P-521", minVersion: "TLSv1.3" }));
    expect(facts.chain).toHaveLength(2);
  });

  test("is described", async () => {
    const { facts } = await shaken(await tlsServer({}));
    expect(facts.chain[0]).toEqual({
      subject: "O=uhc test fixture, CN=good.test",
      issuer: "O=uhc test fixture, CN=inner.test",
      names: ["good.test", "*.wild.test", "127.0.0.1", "0:0:0:0:0:0:0:1"],
      commonName: "good.test",
      notBefore: Date.UTC(2020, 0, 1),
      notAfter: Date.UTC(2120, 0, 1),
      isSelfIssued: false,
      fingerprint: fingerprint("good.pem"),
    });
  });
});

describe("verification, measured whether or not the gateway verifies", () => {
  test.each([
    [0, undefined, ["good.pem", "inner.pem"]],
    [10, "CERT_HAS_EXPIRED", ["expired.pem", "inner.pem"]],
    [9, "CERT_NOT_YET_VALID", ["future.pem", "inner.pem"]],
    [18, "DEPTH_ZERO_SELF_SIGNED_CERT", ["bare.pem"]],
    [21, "UNABLE_TO_VERIFY_LEAF_SIGNATURE", ["good.pem"]],
    [22, "CERT_CHAIN_TOO_LONG", ["deep.pem", "innermost.pem", "inner.pem"]],
  ] as const)("gives %j %s for %j", async (code, reason, chain) => {
    const key = cert(chain[0].replace(".pem", ".key"));
    const { outcome, facts } = await shaken(await tlsServer({ key, cert: cert(...chain) }), { trust });
    expect(facts.verification).toEqual({ code, reason, nameMatches: undefined });
    expect(outcome.kind).toBe("answered");
  });

  test("counts intermediates up to the depth that the gateway allows", async () => {
    const port = await tlsServer({
      key: cert("deep.key"),
      cert: cert("deep.pem", "innermost.pem", "inner.pem"),
    });
    expect((await shaken(port, { trust, verifyDepth: 2 })).facts.verification.code).toBe(0);
  });

  test("gives an unknown authority where the trust file holds another", async () => {
    const other = { kind: "file", path: certPath("bare.pem") } as const;
    const { facts } = await shaken(await tlsServer({}), { trust: other });
    expect(facts.verification).toMatchObject({ code: 20, reason: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY" });
  });

  test("asks the revocation lists that are named, where it verifies at all", async () => {
    const port = await tlsServer({});
    const revocations = "/nowhere/crl.pem";
    const { outcome } = await shaken(port, { trust, revocations, verify: true });
    expect(outcome).toMatchObject({ kind: "not-tried" });
    expect(outcome.reason).toContain(revocations);
    expect((await shaken(port, { trust, revocations, verify: false })).outcome.kind).toBe("answered");
  });

  test("gives nothing without trust, nor with a trust file that can't be read", async () => {
    const port = await tlsServer({});
    const missing = { kind: "file", path: "/nowhere/ca.pem" } as const;
    expect((await shaken(port)).facts.verification.code).toBeUndefined();
    expect((await shaken(port, { trust: missing })).facts.verification.code).toBeUndefined();
  });

  test.each([
    ["good.test", true],
    ["a.wild.test", true],
    ["a.b.wild.test", false],
    ["127.0.0.1", false],
    ["other.test", false],
  ])("compares the name %s: %j", async (verifyName, matches) => {
    expect((await shaken(await tlsServer({}), { verifyName })).facts.verification.nameMatches).toBe(matches);
  });

  test.each([
    ["127.0.0.1", true],
    ["[::1]", true],
    ["127.0.0.2", false],
  ])("compares the address %s where addresses count: %j", async (verifyName, matches) => {
    const { facts } = await shaken(await tlsServer({}), { verifyName, matchesAddresses: true });
    expect(facts.verification.nameMatches).toBe(matches);
  });

  test("takes the common name where there is no other", async () => {
    const port = await tlsServer({ key: cert("bare.key"), cert: cert("bare.pem") });
    expect((await shaken(port, { verifyName: "bare.test" })).facts.verification.nameMatches).toBe(true);
  });
});

describe("client certificates", () => {
  const demanding = { requestCert: true, rejectUnauthorized: true, ca: cert("root.pem") };

  test("a missing one is rejected by alert 116 after the handshake of TLS 1.3, and that is the handshake's fault", async () => {
    const port = await tlsServer({ ...demanding, minVersion: "TLSv1.3" });
    const request = climbRequest({ target: at(port), tls: handshakeAsk(), exchange: exchangeAsk() });
    const all = await climb(request, context);
    expect(all.map((one) => one.kind)).toEqual(["connect", "handshake"]);
    expect(all[1]).toMatchObject({
      outcome: { kind: "rejected", code: "alert 116" },
      facts: {
        alert: { number: 116, name: "certificate_required", sentBy: "server" },
        clientCertificateRequested: true,
      },
    });
  });

  test("the same without any request after it", async () => {
    const { outcome } = await shaken(await tlsServer({ ...demanding, minVersion: "TLSv1.3" }));
    expect(outcome.code).toBe("alert 116");
  });

  test("a missing one is rejected by alert 40 within the handshake of TLS 1.2", async () => {
    const { outcome, facts } = await shaken(await tlsServer({ ...demanding, maxVersion: "TLSv1.2" }));
    expect(outcome).toMatchObject({ kind: "rejected", code: "alert 40" });
    expect(facts.clientCertificateRequested).toBe(true);
    expect(facts.chain).toHaveLength(2);
  });

  test("the gateway's is sent", async () => {
    const { outcome, facts } = await shaken(await tlsServer(demanding), { clientCertificate });
    expect([outcome.kind, facts.clientCertificateRequested]).toEqual(["answered", true]);
  });

  test("a file that is missing leaves the handshake untried", async () => {
    const lost = { ...clientCertificate, keyFile: written("/nowhere/client.key") };
    const { outcome } = await shaken(await tlsServer({}), { clientCertificate: lost });
    expect(outcome).toMatchObject({ kind: "not-tried", code: "ENOENT" });
    expect(outcome.reason).toContain("/nowhere/client.key");
  });

  test("a key of another certificate leaves the handshake untried", async () => {
    const wrong = { ...clientCertificate, keyFile: written(certPath("good.key")) };
    expect((await shaken(await tlsServer({}), { clientCertificate: wrong })).outcome.kind).toBe("not-tried");
  });
});

describe("what comes instead of a handshake", () => {
  test.each([
    ["http", "HTTP/1.1 400 Bad Request\r\n\r\n"],
    ["ssh", "SSH-2.0-OpenSSH_9.2\r\n"],
    ["smtp", "220 mail.test ESMTP Postfix\r\n"],
  ] as const)("%s is named, with its first bytes", async (spoke, answer) => {
    const { outcome, facts } = await shaken(await answering(answer));
    expect(outcome).toMatchObject({ kind: "rejected", reason: "the answer is not TLS" });
    expect(facts).toMatchObject({ spoke, firstBytes: answer, alert: undefined });
  });

  test("an alert is told by its number", async () => {
    const { outcome, facts } = await shaken(await answering(Buffer.from([21, 3, 3, 0, 2, 2, 112])));
    expect(outcome).toEqual({
      kind: "rejected",
      reason: "TLS alert 112 (unrecognized_name)",
      code: "alert 112",
    });
    expect(facts.alert).toEqual({ number: 112, name: "unrecognized_name", sentBy: "server" });
  });

  test("an unknown name is rejected by a server that picks its certificate by name", async () => {
    const port = await tlsServer({ SNICallback: (_name, done) => done(new Error("unknown")) });
    expect((await shaken(port, { serverName: "other.test" })).outcome.kind).not.toBe("answered");
    expect((await shaken(port)).outcome.kind).toBe("answered");
  });

  test("no common version is an alert of the server", async () => {
    const { facts } = await shaken(await tlsServer({ minVersion: "TLSv1.3" }), { versions: ["TLSv1.2"] });
    expect(facts.alert).toEqual({ number: 70, name: "protocol_version", sentBy: "server" });
  });

  test("a close is a reset without a code, a reset has one", async () => {
    const closing = await shaken(await tcpServer((socket) => socket.once("data", () => socket.end())));
    expect(closing.outcome).toEqual({
      kind: "reset",
      reason: "closed during the handshake",
      code: undefined,
    });
    const cutting = await shaken(
      await tcpServer((socket) => socket.once("data", () => socket.resetAndDestroy())),
    );
    expect(cutting.outcome).toMatchObject({ kind: "reset", code: "ECONNRESET" });
  });

  test("silence times out in its own time", async () => {
    const { outcome, durationMs } = await shaken(await tcpServer(() => undefined), {}, { patienceMs: 60 });
    expect(outcome.kind).toBe("timed-out");
    expect(durationMs).toBeGreaterThanOrEqual(60);
  });

  test("the end of the run ends it", async () => {
    const ending = new AbortController();
    const port = await tcpServer((socket) => socket.once("data", () => ending.abort()));
    const request = climbRequest({ target: at(port), tls: handshakeAsk() });
    const { outcome } = await measured("handshake", request, { ...context, signal: ending.signal });
    expect(outcome).toMatchObject({ kind: "not-tried", reason: "the run was ended" });
  });
});

test("NODE_TLS_REJECT_UNAUTHORIZED changes nothing and is left as it was", async () => {
  const warnings: Error[] = [];
  const hear = (warning: Error): number => warnings.push(warning);
  process.on("warning", hear);
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  const { facts } = await shaken(await tlsServer({ cert: cert("good.pem") }), { trust });
  await new Promise((resolve) => setImmediate(resolve));
  expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBe("0");
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.off("warning", hear);
  expect(facts.verification.code).toBe(21);
  expect(warnings).toEqual([]);
});
