import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/protocol-versions.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { alerted, handshake, overTls, rejected, reset } from "../../given/observation.ts";

const old = { request: overTls({ versions: ["TLSv1", "TLSv1.1", "TLSv1.2"] }) };
const any = (version: string) => handshake({ version }, { experiment: "tls-versions" });

describe("tls-version-mismatch", () => {
  it("fires when a version that is not offered gets through, whatever the refusal was", () => {
    for (const own of [
      alerted(70, {}, old),
      alerted(40, {}, old),
      handshake({}, { outcome: reset, ...old }),
    ]) {
      const seen = verdict(check, [own, any("TLSv1.3")]);
      expect(said(seen)).toEqual(["root tls-version-mismatch"]);
      expect(strongest(seen)).toMatchObject({ strength: 0.97, args: { spoken: "TLSv1.3" } });
    }
  });
  it("fires on alert 70 alone, from either side", () => {
    expect(strongest(verdict(check, [alerted(70)])).strength).toBe(0.9);
    const own = handshake(
      { alert: { number: 70, name: "protocol_version", sentBy: "client" } },
      { outcome: rejected("X") },
    );
    expect(said(verdict(check, [own]))).toEqual(["root tls-version-mismatch"]);
  });
  it("fires when the gateway's library refuses the old version that the config offers", () => {
    const code = "ERR_SSL_LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED";
    const own = handshake({}, { outcome: rejected(code), ...old });
    expect(strongest(verdict(check, [own, any("TLSv1")])).strength).toBe(0.95);
    expect(said(verdict(check, [own, any("TLSv1.2")]))).toEqual([]);
  });
  it("offers no version that is offered already, but the security level at which OpenSSL takes it", () => {
    const code = "ERR_SSL_LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED";
    const own = handshake({}, { outcome: rejected(code), ...old });
    const { args } = strongest(verdict(check, [own, any("TLSv1")]));
    const of = {
      args: { ...args, kind: "nginx", family: "proxy" },
      subjects: [],
      endpointCount: 1,
      where: "10.0.0.5:8443",
    };
    const steps = check.causes["tls-version-mismatch"]?.fix(of).steps.join(" ");
    expect(steps).toContain("proxy_ssl_ciphers DEFAULT:@SECLEVEL=0;");
    expect(steps).not.toContain("proxy_ssl_protocols");
    const other = { ...of, args: { ...of.args, isOffered: 0, spoken: "TLSv1.3" } };
    expect(check.causes["tls-version-mismatch"]?.fix(other).steps.join(" ")).not.toContain("SECLEVEL");
  });
  it("stays quiet when what got through was offered all along", () => {
    expect(said(verdict(check, [alerted(40, {}, old), any("TLSv1.2")]))).toEqual([]);
  });
  it("stays quiet about alert 40 alone", () => {
    expect(said(verdict(check, [alerted(40)]))).toEqual([]);
  });
});
