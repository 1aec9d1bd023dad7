import { describe, expect, it } from "vitest";
import check from "../../../checks/dns/hosts-file-agrees.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { addressOf, connect, type End, query, resolve } from "../../given/network.ts";

function seen(dns: readonly string[] | string, end?: End) {
  const world = gateway([upstream("api", [endpoint("api.internal:80")])], [route("/", "api")]);
  const mapped = resolve({
    addresses: [addressOf("10.0.0.7")],
    hostsFileAddresses: ["10.0.0.7"],
    source: "hosts-file",
    queries: [query("10.0.0.2:53", dns)],
  });
  const connects = end === undefined ? [] : [connect("10.0.0.7:80", end, { endpoint: "api.internal:80" })];
  return verdict(check, [mapped, ...connects], { gateway: world });
}

describe("dns-hosts-override", () => {
  it("fires when the hosts file's address fails and DNS has another", () => {
    expect(strongest(seen(["10.0.0.5"], "ECONNREFUSED"))).toMatchObject({
      cause: "dns-hosts-override",
      role: "root",
      strength: 0.88,
      args: { mapped: "10.0.0.7", published: "10.0.0.5" },
    });
  });
  it("is a note while the hosts file's address works", () => {
    expect(strongest(seen(["10.0.0.5"], "answered"))).toMatchObject({ role: "latent", severity: "info" });
  });
  it("stays quiet when DNS says the same, or does not know the name", () => {
    expect(said(seen(["10.0.0.7"], "ECONNREFUSED"))).toEqual([]);
    expect(said(seen("NXDOMAIN", "ECONNREFUSED"))).toEqual([]);
  });
});
