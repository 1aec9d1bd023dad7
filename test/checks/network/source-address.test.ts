import { describe, expect, it } from "vitest";
import check from "../../../checks/network/source-address.ts";
import { endpoint, forward, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, type End } from "../../given/network.ts";

const at = { file: "/etc/gateway.conf", line: 7, column: 5 };
const bound = forward("api", { sourceAddress: { value: "10.0.0.200", isDefault: false, location: at } });
const world = gateway(
  [upstream("api", [endpoint("10.0.0.5:80")])],
  [route("/", "api", { forward: bound }), route("/b", "api")],
);
const from = { sourceAddress: "10.0.0.200" };

function seen(end: End, request = {}) {
  return verdict(check, [connect("10.0.0.5:80", end, { request })], { gateway: world });
}

describe("source-address-bind-failed", () => {
  it("fires when this host does not have the address", () => {
    expect(strongest(seen("unbound", from))).toMatchObject({
      cause: "source-address-bind-failed",
      strength: 0.95,
      ground: "setting:/etc/gateway.conf:7:5",
      subject: { route: "/ api" },
      args: { source: "10.0.0.200" },
    });
  });
  it("stays quiet when a connection from there opens or is refused by the other side", () => {
    expect(said(seen("answered", from))).toEqual([]);
    expect(said(seen("ECONNREFUSED", from))).toEqual([]);
  });
  it("skips endpoints that are asked from any address, also when no port is left", () => {
    expect(seen("EADDRNOTAVAIL").status).toBe("skip");
  });
});
