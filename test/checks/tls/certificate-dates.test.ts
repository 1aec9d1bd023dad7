import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/certificate-dates.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { certificate, exchange, handshake, overTls } from "../../given/observation.ts";

const DAY = 86_400_000;
const verifying = { request: overTls({ verify: true }) };
const shown = (over: Parameters<typeof certificate>[0], code: number | undefined, about = verifying) =>
  handshake(
    { chain: [certificate(over)], verification: { code, reason: undefined, nameMatches: true } },
    about,
  );
const expired = { notAfter: -2 * DAY };
const early = { notBefore: DAY };
const dated = (time: number) => exchange({ headers: [["Date", new Date(time).toUTCString()]] }, verifying);

describe("tls-certificate-expired", () => {
  it("fires where the gateway verifies", () => {
    const found = strongest(verdict(check, [shown(expired, 10)]));
    expect(found).toMatchObject({ cause: "tls-certificate-expired", role: "root", ground: "certificate:f1" });
    expect(found.args.ago).toBe("2 days");
  });
  it("is a hint where the gateway does not verify", () => {
    const found = strongest(verdict(check, [shown(expired, 10, { request: overTls() })]));
    expect(found).toMatchObject({ role: "latent", severity: "info" });
  });
  it("fires for an authority whose days are over, where all that is shown is valid", () => {
    const found = strongest(verdict(check, [shown({}, 10)]));
    expect(found).toMatchObject({ role: "root", strength: 0.9, args: { authority: "/etc/ca.pem" } });
    const texts = check.causes["tls-certificate-expired"];
    const of = { args: found.args, subjects: [found.subject], endpointCount: 1, where: "10.0.0.5:8443" };
    expect(texts?.title(of)).toBe("The authority by which nginx verifies 10.0.0.5:8443 has expired");
    expect(texts?.fix(of).summary).toContain("/etc/ca.pem");
    expect(said(verdict(check, [shown({}, 10, { request: overTls() })]))).toEqual([]);
    expect(said(verdict(check, [shown({}, 20)]))).toEqual([]);
  });
  it("stays quiet where the chain fails first", () => {
    expect(said(verdict(check, [shown(expired, 18)]))).toEqual([]);
  });
  it("stays quiet where the right certificate comes with a server name", () => {
    const right = handshake(
      { chain: [certificate()], verification: { code: 0, reason: undefined, nameMatches: true } },
      { experiment: "server-name", ...verifying },
    );
    expect(said(verdict(check, [shown(expired, 10), right]))).toEqual([]);
  });
});

describe("tls-certificate-not-yet-valid", () => {
  it("fires where the gateway verifies", () => {
    expect(said(verdict(check, [shown(early, 9)]))).toEqual(["root tls-certificate-not-yet-valid"]);
  });
  it("stays quiet about a certificate that has begun", () => {
    expect(said(verdict(check, [shown({}, 0)]))).toEqual([]);
  });
});

describe("tls-certificate-expires-soon", () => {
  const left = (days: number) => verdict(check, [shown({ notAfter: days * DAY }, 0)]);
  it("warns within 14 days and hints within 30", () => {
    expect(strongest(left(13))).toMatchObject({
      cause: "tls-certificate-expires-soon",
      role: "latent",
      severity: "warning",
    });
    expect(strongest(left(29))).toMatchObject({ severity: "info" });
  });
  it("stays quiet beyond, and where nobody verifies", () => {
    expect(said(left(50))).toEqual([]);
    expect(said(verdict(check, [shown({ notAfter: DAY }, 0, { request: overTls() })]))).toEqual([]);
  });
  it("measures short-lived certificates by their own life", () => {
    const life = (days: number) =>
      verdict(check, [shown({ notBefore: -6 * DAY + days * DAY, notAfter: days * DAY }, 0)]);
    expect(said(life(3))).toEqual([]);
    expect(said(life(0.5))).toEqual(["latent tls-certificate-expires-soon"]);
  });
});

describe("clock-skew", () => {
  it("fires when the certificate is valid by the server's clock", () => {
    const seen = verdict(check, [shown(early, 9), dated(2 * DAY)]);
    expect(said(seen)).toEqual(["root clock-skew", "root tls-certificate-not-yet-valid"]);
    expect(strongest(seen).args.skew).toBe("2 days");
  });
  it("stays quiet when both clocks agree, or the certificate is wrong by both", () => {
    expect(said(verdict(check, [shown(early, 9), dated(1000)]))).toEqual([
      "root tls-certificate-not-yet-valid",
    ]);
    expect(said(verdict(check, [shown(expired, 10), dated(3 * DAY)]))).toEqual([
      "root tls-certificate-expired",
    ]);
  });
});
