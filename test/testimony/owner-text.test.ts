import { describe, expect, it } from "vitest";
import { ownerText } from "../../src/testimony/owner-text.ts";
import { owner } from "../given/host.ts";

describe("an owner in a sentence", () => {
  it("is named by its process, then by what holds it", () => {
    expect(ownerText(owner(77, "node"))).toBe("pid 77 node");
    expect(ownerText(owner(4242, "python3", { unit: "api.service" }))).toBe("pid 4242 python3, api.service");
    const container = "0123456789abcdef".repeat(4);
    expect(ownerText(owner(9, "java", { unit: "docker.service", container }))).toBe(
      "pid 9 java, container 0123456789ab",
    );
  });
});
