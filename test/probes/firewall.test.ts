import { describe, expect, it } from "vitest";
import { rulesetFrom } from "../../src/probes/firewall/ruleset.ts";
import { firewallProbe } from "../../src/probes/firewall.ts";
import { base, chain, DROP, dport, printed, rule } from "./firewall/rules.ts";
import { givenContext } from "./given-context.ts";

const RULES = printed(base("input"), rule("input", dport(8081), DROP));

async function look(text = RULES, port = 8081, unread: string | undefined = undefined) {
  const flows = [{ source: undefined, host: "127.0.0.1", port }];
  const read = async () => ({ ruleset: rulesetFrom(text) ?? { chains: [], sets: new Map() }, unread });
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
    expect(await look(RULES, 8082)).toEqual({ blocks: [], forwards: [], unread: undefined });
  });
  it("may send a connection to another place", async () => {
    const to = { dnat: { addr: "172.17.0.2", port: 80 } };
    const nat = printed(chain("DOCKER"), rule("DOCKER", dport(8081), to));
    expect((await look(nat)).forwards).toMatchObject([
      { port: 8081, chain: "inet filter DOCKER", rule: "tcp dport 8081 dnat" },
    ]);
    expect((await look(nat, 8082)).forwards).toEqual([]);
    const xt = { xt: { type: "target", name: "DNAT" } };
    expect((await look(printed(chain("X"), rule("X", xt)))).forwards).toHaveLength(1);
    const masked = printed(chain("X"), rule("X", dport(8081), { masquerade: null }));
    expect((await look(masked)).forwards).toEqual([]);
  });
  it("are told as far as they are known where some can't be read", async () => {
    expect(await look(RULES, 8081, "there is no nft")).toMatchObject({
      blocks: [{ port: 8081 }],
      forwards: undefined,
      unread: "there is no nft",
    });
  });
});
