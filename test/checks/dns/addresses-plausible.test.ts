import { describe, expect, it } from "vitest";
import check from "../../../checks/dns/addresses-plausible.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { addressOf, connect, type End, resolve } from "../../given/network.ts";

function seen(address: string, end?: End, source: "dns" | "hosts-file" = "dns", name = "api.internal") {
  const world = gateway([upstream("api", [endpoint(`${name}:80`)])], [route("/", "api")]);
  const one = resolve(
    { addresses: [addressOf(address)], source },
    { request: { name }, endpoint: `${name}:80` },
  );
  const to = address.includes(":") ? `[${address}]:80` : `${address}:80`;
  const connects = end === undefined ? [] : [connect(to, end, { endpoint: `${name}:80` })];
  return verdict(check, [one, ...connects], { gateway: world });
}

describe("dns-sinkholed", () => {
  it("fires for 0.0.0.0 and :: when nothing answers there", () => {
    expect(strongest(seen("0.0.0.0", "ECONNREFUSED"))).toMatchObject({
      cause: "dns-sinkholed",
      role: "root",
      strength: 0.96,
      subject: { address: "0.0.0.0" },
    });
    expect(said(seen("::", "ECONNREFUSED"))).toEqual(["root dns-sinkholed"]);
    expect(said(seen("0.0.0.0", "ECONNREFUSED", "hosts-file"))).toEqual(["root dns-sinkholed"]);
  });
  it("fires for loopback that DNS gives, less sure, and for documentation ranges", () => {
    expect(strongest(seen("127.0.0.1", "ECONNREFUSED")).strength).toBe(0.85);
    expect(strongest(seen("192.0.2.7", "silence")).strength).toBe(0.8);
  });
  it("is latent while something answers", () => {
    expect(said(seen("127.0.0.1", "answered"))).toEqual(["latent dns-sinkholed"]);
  });
  it("stays quiet about loopback on purpose: in the hosts file, for localhost, for a bare word", () => {
    expect(said(seen("127.0.0.1", "ECONNREFUSED", "hosts-file"))).toEqual([]);
    expect(said(seen("127.0.0.1", "ECONNREFUSED", "dns", "app.localhost"))).toEqual([]);
    expect(said(seen("127.0.0.1", "ECONNREFUSED", "dns", "app"))).toEqual([]);
  });
  it("stays quiet about ordinary addresses that fail", () => {
    expect(said(seen("10.0.0.5", "ECONNREFUSED"))).toEqual([]);
  });
});
