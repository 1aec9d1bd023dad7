import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/clocks-agree.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { certificate, exchange, handshake, overTls, plain } from "../../given/observation.ts";

const DAY = 86_400_000;
const verifying = { request: overTls({ verify: true }) };
const shown = (over: Parameters<typeof certificate>[0], code: number | undefined, about = verifying) =>
  handshake(
    { chain: [certificate(over)], verification: { code, reason: undefined, nameMatches: true } },
    about,
  );
const early = shown({ notBefore: DAY }, 9);
const dated = (host: string, time: number) =>
  exchange(
    { headers: [["Date", new Date(time).toUTCString()]] },
    { request: plain({}, { target: { kind: "tcp", host, port: 80, isAddress: true } }) },
  );

describe("clock-skew of this host", () => {
  it("fires where two hosts agree on a time by which the certificate is valid", () => {
    const seen = verdict(check, [early, dated("10.0.0.6", 2 * DAY), dated("10.0.0.7", 2 * DAY + 30_000)]);
    expect(strongest(seen)).toMatchObject({
      cause: "clock-skew",
      role: "root",
      ground: "clock",
      strength: 0.96,
    });
    expect(strongest(seen).evidence).toEqual([
      "the Date headers of 2 hosts (10.0.0.6, 10.0.0.7) agree: this host's clock is 2 days behind",
    ]);
    expect(said(seen)).toContain("against tls-certificate-not-yet-valid");
  });
  it("stays quiet about one host, hosts that differ, and hosts that agree with this one", () => {
    expect(said(verdict(check, [early, dated("10.0.0.6", 2 * DAY)]))).toEqual([]);
    expect(said(verdict(check, [early, dated("10.0.0.6", 2 * DAY), dated("10.0.0.7", 3 * DAY)]))).toEqual([]);
    expect(said(verdict(check, [early, dated("10.0.0.6", 2 * DAY), dated("10.0.0.7", 1_000)]))).toEqual([]);
    expect(said(verdict(check, [early, dated("10.0.0.6", 1_000), dated("10.0.0.7", 2_000)]))).toEqual([]);
  });
  it("stays quiet where no certificate fails for it, or it is wrong by every clock", () => {
    const others = [dated("10.0.0.6", 2 * DAY), dated("10.0.0.7", 2 * DAY)];
    expect(said(verdict(check, [shown({}, 0), ...others]))).toEqual([]);
    expect(said(verdict(check, [shown({ notBefore: 9 * DAY }, 9), ...others]))).toEqual([]);
    expect(said(verdict(check, [shown({ notBefore: DAY }, 9, { request: overTls() }), ...others]))).toEqual(
      [],
    );
    expect(said(verdict(check, [shown({ notBefore: DAY }, 18), ...others]))).toEqual([]);
  });
});
