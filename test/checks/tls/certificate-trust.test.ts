import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/certificate-trust.ts";
import type { Certificate } from "../../../src/model/observation.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { certificate, handshake, overTls } from "../../given/observation.ts";

const verifying = { request: overTls({ verify: true }) };
const shown = (chain: readonly Certificate[], code: number, about = verifying) =>
  verdict(check, [handshake({ chain, verification: { code, reason: "X", nameMatches: true } }, about)]);
const leaf = (issuer: string) => certificate({ issuer });
const intermediate = certificate({ subject: "CN=Corp Issuing 1", issuer: "CN=Corp Root", fingerprint: "f2" });

describe("tls-certificate-self-signed", () => {
  it("fires on 18", () => {
    expect(said(shown([certificate({ issuer: "CN=api.internal", isSelfIssued: true })], 18))).toEqual([
      "root tls-certificate-self-signed",
    ]);
  });
  it("stays quiet where nobody verifies", () => {
    expect(said(shown([certificate()], 18, { request: overTls() }))).toEqual([]);
  });
});

describe("tls-certificate-untrusted", () => {
  it("fires when the server shows a root that is not trusted", () => {
    const root = certificate({
      subject: "CN=Corp CA",
      issuer: "CN=Corp CA",
      isSelfIssued: true,
      fingerprint: "f3",
    });
    expect(strongest(shown([certificate(), root], 19))).toMatchObject({
      cause: "tls-certificate-untrusted",
      strength: 0.95,
    });
  });
  it("fires when the chain is whole up to a missing root", () => {
    expect(said(shown([leaf("CN=Corp Issuing 1"), intermediate], 20))).toEqual([
      "root tls-certificate-untrusted",
    ]);
  });
  it("fires alone when the distribution's own bundle knows the CA", () => {
    const failed = { code: 20, reason: "X", nameMatches: true };
    const passed = { code: 0, reason: undefined, nameMatches: true };
    const own = handshake({ chain: [leaf("CN=Unknown CA")], verification: failed }, verifying);
    const system = handshake({ verification: passed }, { experiment: "trust", ...verifying });
    expect(said(verdict(check, [own]))).toHaveLength(2);
    expect(said(verdict(check, [own, system]))).toEqual(["root tls-certificate-untrusted"]);
  });
  it("points at the depth when the chain is too long", () => {
    const found = strongest(shown([leaf("CN=Corp Issuing 1"), intermediate], 22));
    const of = { args: found.args, subjects: [], endpointCount: 1, where: "10.0.0.5:8443" };
    expect(check.causes["tls-certificate-untrusted"]?.fix(of).steps[0]).toContain("proxy_ssl_verify_depth");
  });
  it.each([
    [23, "The certificate of 10.0.0.5:8443 is revoked", "Give the service a new certificate"],
    [
      12,
      "The revocation list with which nginx verifies 10.0.0.5:8443 is not in force",
      "/etc/crl.pem, and reload",
    ],
    [
      3,
      "nginx has no revocation list for an issuer of the certificate of 10.0.0.5:8443",
      "/etc/crl.pem, and reload",
    ],
    [66, "The certificate of 10.0.0.5:8443 is too weak for the security level of nginx", "stronger keys"],
  ])("tells what revocation lists and security levels decide, error %i", (code, title, remedy) => {
    const about = { request: overTls({ verify: true, revocations: "/etc/crl.pem" }) };
    const found = strongest(shown([certificate()], code, about));
    expect(found).toMatchObject({ cause: "tls-certificate-untrusted" });
    const of = {
      args: { ...found.args, asker: "nginx" },
      subjects: [],
      endpointCount: 1,
      where: "10.0.0.5:8443",
    };
    const text = check.causes["tls-certificate-untrusted"];
    expect(text?.title(of)).toBe(title);
    expect(text?.fix(of).summary).toContain(remedy);
  });
  it("stays quiet about dates, which have a check of their own, and about a chain that verifies", () => {
    for (const code of [0, 9, 10]) expect(said(shown([certificate()], code))).toEqual([]);
  });
});

describe("tls-chain-incomplete", () => {
  it("fires when a public CA's intermediate is left out", () => {
    expect(said(shown([leaf("CN=R11, O=Let's Encrypt, C=US")], 21))).toEqual(["root tls-chain-incomplete"]);
  });
  it("fires when the certificates shown do not follow each other", () => {
    expect(strongest(shown([leaf("CN=Corp Issuing 2"), intermediate], 20)).cause).toBe(
      "tls-chain-incomplete",
    );
  });
  it("leaves a leaf of an unknown private CA open, and names both", () => {
    expect(said(shown([leaf("CN=Corp CA")], 21))).toEqual([
      "root tls-certificate-untrusted",
      "root tls-chain-incomplete",
    ]);
  });
  it("stays quiet when the leaf comes from a root", () => {
    expect(said(shown([leaf("CN=Corp Root CA")], 20))).toEqual(["root tls-certificate-untrusted"]);
  });
});
