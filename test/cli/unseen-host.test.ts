import { describe, expect, it } from "vitest";
import { unseenHostFacts } from "../../src/cli/unseen-host.ts";
import { firewall, kernel } from "../given/host.ts";

describe("facts of this host", () => {
  it("that could not be read are named once, with the reason", () => {
    const closed = kernel({ logUnread: "no permission to read the kernel's log" });
    const rules = firewall([], []);
    const unread = { ...rules, facts: { ...rules.facts, unread: "no permission to list the rules" } };
    expect(unseenHostFacts([closed, unread, closed])).toEqual([
      { what: "the kernel's log", because: "no permission to read the kernel's log" },
      { what: "this host's firewall rules", because: "no permission to list the rules" },
    ]);
  });
  it("that were read are not", () => {
    expect(unseenHostFacts([kernel(), firewall([], [])])).toEqual([]);
  });
});
