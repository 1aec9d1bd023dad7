import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { NameRule } from "../../src/model/forward.ts";
import { satisfies } from "../../src/probes/name-rule.ts";
import { cert } from "./asking.ts";

const good = new X509Certificate(cert("good.pem"));
const is = (how: NameRule["how"], text: string, type: NameRule["type"] = "dns"): boolean =>
  satisfies(good, { how, text, type });

describe("rules for the names of a certificate", () => {
  it("fit one of its alternative names", () => {
    expect(is("exact", "good.test")).toBe(true);
    expect(is("prefix", "good.")).toBe(true);
    expect(is("suffix", ".test")).toBe(true);
    expect(is("contains", "ood.t", "any")).toBe(true);
    expect(is("regex", "g[o]+d\\.test")).toBe(true);
  });
  it("fit none of them", () => {
    expect(is("exact", "other.test")).toBe(false);
    expect(is("exact", "good.test", "uri")).toBe(false);
    expect(is("regex", "bad.*")).toBe(false);
    expect(is("exact", "10.9.9.9", "ip")).toBe(false);
  });
});
