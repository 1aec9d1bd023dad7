import { describe, expect, it } from "vitest";
import check from "../../../checks/config/panic-threshold-fits.ts";
import { assumed, written } from "../../../src/model/source.ts";
import { expectFixtures } from "../../given/fixtures.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, verdict } from "../../given/look.ts";

expectFixtures(check, { "fires-one-of-two": "panic-mode" });

const at = { file: "/etc/gateway.conf", line: 9, column: 3 };
const ejection = { failures: assumed(5, at), windowMs: undefined, penaltyMs: assumed(30_000, at) };
const one = endpoint("10.0.0.5:80", { ejection });
const other = endpoint("10.0.0.6:80", { ejection });

describe("the threshold that somebody wrote", () => {
  const judged = (endpoints: Parameters<typeof upstream>[1], failsInstead = false) => {
    const panic = { belowPercent: written(80, at), failsInstead, overprovisionPercent: 140 };
    return said(
      verdict(check, [], { gateway: gateway([upstream("api", endpoints, { panic })], [route("/", "api")]) }),
    );
  };
  it("is too high where passive checks alone take the first one out", () => {
    expect(judged([one, other])).toEqual(["latent panic-mode"]);
  });
  it.each([
    ["a single endpoint", [one]],
    ["four, of which three are trusted to bear the load", [one, other, one, other]],
    ["backups", [one, { ...other, role: "backup", priority: 1 } as const]],
    ["names with who knows how many addresses", [endpoint("a.test:80", { ejection }), other]],
    ["one that is switched off", [one, { ...other, intent: written<"down">("down", at) }]],
  ])("is left alone with %s", (_, endpoints) => {
    expect(judged(endpoints)).toEqual([]);
  });
  it("is left alone where it turns requests away instead", () => {
    expect(judged([one, other], true)).toEqual([]);
  });
});
