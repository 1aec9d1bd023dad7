import { describe, expect, it } from "vitest";
import check from "../../../checks/network/not-filtered.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, type End } from "../../given/network.ts";

const world = gateway(
  [upstream("api", [endpoint("10.0.0.5:80"), endpoint("10.0.0.5:81")])],
  [route("/", "api")],
);

function seen(end: End, durationMs = 0.3, other?: End) {
  const neighbour = other === undefined ? [] : [connect("10.0.0.5:81", other)];
  return verdict(check, [connect("10.0.0.5:80", end, { durationMs }), ...neighbour], { gateway: world });
}

describe("firewall-blocks", () => {
  it("fires when no route to the host comes at once", () => {
    expect(strongest(seen("EHOSTUNREACH"))).toMatchObject({
      cause: "firewall-blocks",
      role: "root",
      strength: 0.65,
    });
  });
  it("is sure when the same host accepts or refuses on another port", () => {
    expect(strongest(seen("EHOSTUNREACH", 0.3, "ECONNREFUSED"))).toMatchObject({
      cause: "firewall-blocks",
      strength: 0.95,
      evidence: [expect.any(String), "the same host answers on another port: 10.0.0.5:81 refuses"],
    });
    expect(said(seen("ENETUNREACH", 0.3, "answered"))).toEqual([
      "root firewall-blocks",
      "against firewall-blocks",
      "against host-unreachable",
      "against network-unreachable",
    ]);
  });
  it("fires on EACCES and EPERM over TCP", () => {
    expect(strongest(seen("EACCES"))).toMatchObject({ cause: "firewall-blocks", strength: 0.9 });
    expect(strongest(seen("EPERM"))).toMatchObject({ cause: "firewall-blocks", strength: 0.8 });
  });
  it("stays quiet when the host was looked for and not found", () => {
    expect(said(seen("EHOSTUNREACH", 3060))).toEqual([]);
  });
  it("stays quiet where a route of this host itself says so", () => {
    const own = connect("10.0.0.5:80", "EHOSTUNREACH", { failedHere: true });
    expect(said(verdict(check, [own], { gateway: world }))).toEqual([]);
  });
  it("stays quiet without a route, and about silence", () => {
    expect(said(seen("ENETUNREACH"))).toEqual([]);
    expect(said(seen("silence", 5000))).toEqual([]);
  });
  it("is ruled out where a connection opens", () => {
    expect(said(seen("answered"))).toEqual(["against firewall-blocks"]);
  });
  it("does not read permissions of a socket as a rule", () => {
    const unix = connect("unix:/run/app.sock", "denied");
    expect(said(verdict(check, [unix], { gateway: world }))).toEqual([]);
  });
});
