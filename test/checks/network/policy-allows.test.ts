import { describe, expect, it } from "vitest";
import check from "../../../checks/network/policy-allows.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, type End, event, log } from "../../given/network.ts";

const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);

function seen(end: End, word: string, peer = "10.0.0.5:80") {
  return verdict(check, [connect("10.0.0.5:80", end), log(event(word, { peer }))], { gateway: world });
}

describe("network-policy-blocks", () => {
  it("fires when the gateway is refused what uhc is allowed", () => {
    const found = strongest(seen("answered", "connect-denied"));
    expect(found).toMatchObject({
      cause: "network-policy-blocks",
      role: "root",
      extent: "some",
      strength: 0.85,
    });
    expect(found.evidence.at(-1)).toBe("asked by uhc: 10.0.0.5:80 connects in 0.4 ms");
  });
  it("stays quiet when uhc is refused as well", () => {
    expect(said(seen("EACCES", "connect-denied"))).toEqual([]);
  });
  it("stays quiet about another endpoint's lines and other errors", () => {
    expect(said(seen("answered", "connect-denied", "10.0.0.6:80"))).toEqual([]);
    expect(said(seen("answered", "connect-refused"))).toEqual([]);
  });
});
