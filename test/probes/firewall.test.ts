import { describe, expect, it } from "vitest";
import { rulesetFrom } from "../../src/probes/firewall/ruleset.ts";
import { firewallProbe } from "../../src/probes/firewall.ts";
import { base, DROP, dport, printed, rule } from "./firewall/rules.ts";
import { givenContext } from "./given-context.ts";

async function look(unread?: string, port = 8081) {
  const flows = [{ source: undefined, host: "127.0.0.1", port }];
  const ruleset = rulesetFrom(printed(base("input"), rule("input", dport(8081), DROP)));
  const read = async () => ({ ruleset: ruleset ?? { chains: [], sets: new Map() }, unread });
  const [measurement] = await firewallProbe(read)({ kind: "firewall", flows }, givenContext());
  if (measurement?.kind !== "firewall") throw new Error("nothing was measured");
  return measurement.facts;
}

describe("this host's own rules", () => {
  it("stop a connection to itself on its way in", async () => {
    expect(await look()).toMatchObject({
      blocks: [{ host: "127.0.0.1", port: 8081, action: "drop", rule: "tcp dport 8081 drop", isOut: false }],
      unread: undefined,
    });
    expect(await look(undefined, 8082)).toEqual({ blocks: [], unread: undefined });
  });
  it("are told as far as they are known where some can't be read", async () => {
    expect(await look("there is no nft")).toMatchObject({
      blocks: [{ port: 8081 }],
      unread: "there is no nft",
    });
  });
});
