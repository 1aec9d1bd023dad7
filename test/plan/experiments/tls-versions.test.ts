import { describe, expect, it } from "vitest";
import { tlsVersions } from "../../../src/plan/experiments/tls-versions.ts";
import { variants } from "../../given/ground.ts";
import { alerted, handshake, noTls, rejected } from "../../given/observation.ts";

describe("tls-versions", () => {
  it("offers every version, first with the gateway's own suites", () => {
    const variation = variants(tlsVersions, [alerted(70)]);
    expect(variation.map(({ request }) => request.tls?.ciphers)).toEqual([
      "DEFAULT:@SECLEVEL=0",
      "ALL:COMPLEMENTOFALL:@SECLEVEL=0",
    ]);
    expect(variation[0]?.to).toBe("TLSv1 TLSv1.1 TLSv1.2 TLSv1.3");
  });
  it("opens where uhc's own side ended it, as a gateway's library would", () => {
    const alert = { number: 80, name: "internal_error", sentBy: "client" } as const;
    expect(variants(tlsVersions, [handshake({ alert }, { outcome: rejected("X") })])).toHaveLength(2);
  });
  it("stays shut after alerts that are about something else, and where there is no TLS", () => {
    expect(variants(tlsVersions, [alerted(71)])).toEqual([]);
    expect(variants(tlsVersions, [noTls("http")])).toEqual([]);
  });
});
