import { describe, expect, it } from "vitest";
import { firewallProbe } from "../../src/probes/firewall.ts";
import { base, chain, DROP, dport, printed, rule } from "./firewall/rules.ts";
import { givenContext } from "./given-context.ts";

async function look(answer: { text: string } | { unread: string }, port = 8081) {
  const flows = [{ source: undefined, host: "127.0.0.1", port }];
  const [measurement] = await firewallProbe(async () => answer)({ kind: "firewall", flows }, givenContext());
  if (measurement?.kind !== "firewall") throw new Error("nothing was measured");
  return measurement.facts;
}

const text = printed(base("input"), rule("input", dport(8081), DROP));

describe("this host's own rules", () => {
  it("stop a connection to itself on its way in", async () => {
    expect(await look({ text })).toMatchObject({
      blocks: [{ host: "127.0.0.1", port: 8081, action: "drop", rule: "tcp dport 8081 drop" }],
      unread: undefined,
    });
    expect(await look({ text }, 8082)).toEqual({ blocks: [], forwards: [], unread: undefined });
  });
  it("may send a connection to another place", async () => {
    const to = { dnat: { addr: "172.17.0.2", port: 80 } };
    const nat = printed(chain("DOCKER"), rule("DOCKER", dport(8081), to));
    expect((await look({ text: nat })).forwards).toMatchObject([
      { port: 8081, chain: "inet filter DOCKER", rule: "tcp dport 8081 dnat" },
    ]);
    expect((await look({ text: nat }, 8082)).forwards).toEqual([]);
    const xt = { xt: { type: "target", name: "DNAT" } };
    expect((await look({ text: printed(chain("X"), rule("X", xt)) })).forwards).toHaveLength(1);
    const masked = printed(chain("X"), rule("X", dport(8081), { masquerade: null }));
    expect((await look({ text: masked })).forwards).toEqual([]);
  });
  it("are unknown, with the reason, where they can't be read", async () => {
    expect(await look({ unread: "there is no nft" })).toEqual({
      blocks: [],
      forwards: undefined,
      unread: "there is no nft",
    });
    expect(await look({ text: "garbage" })).toMatchObject({ unread: "what nft prints is no ruleset" });
  });
});
