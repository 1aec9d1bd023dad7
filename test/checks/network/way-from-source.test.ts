import { describe, expect, it } from "vitest";
import check from "../../../checks/network/way-from-source.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, type End } from "../../given/network.ts";

const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);
const bound = (end: End) => connect("10.0.0.5:80", end, { request: { sourceAddress: "10.9.9.9" } });
const unbound = (end: End) => ({
  ...connect("10.0.0.5:80", end),
  varied: { experiment: "source-address", from: "10.9.9.9", to: "any source address" } as const,
});

describe("way-from-source", () => {
  it("says of silence that it is the source address's own", () => {
    const seen = verdict(check, [bound("silence"), unbound("answered")], { gateway: world });
    expect(said(seen)).toEqual(["root connect-timeout"]);
    expect(strongest(seen).evidence[1]).toBe("without the source address 10.0.0.5:80 connects in 0.4 ms");
  });
  it("stays quiet where nobody gets there", () => {
    expect(said(verdict(check, [bound("silence"), unbound("silence")], { gateway: world }))).toEqual([]);
  });
  it("skips endpoints that are asked from any address", () => {
    expect(verdict(check, [connect("10.0.0.5:80", "silence")], { gateway: world }).status).toBe("skip");
  });
});
