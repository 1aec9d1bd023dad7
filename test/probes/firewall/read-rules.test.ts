import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blockOf } from "../../../src/probes/firewall/block-of.ts";
import { readRules } from "../../../src/probes/firewall/read-rules.ts";
import { base, DROP, dport, type Json, printed, rule } from "./rules.ts";

let proc = "";
beforeEach(() => {
  proc = mkdtempSync(join(tmpdir(), "uhc-rules-"));
  mkdirSync(join(proc, "net"));
});
afterEach(() => rmSync(proc, { recursive: true }));

const saved = (rule: string) => `*filter\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT ${rule}\nCOMMIT\n`;
const NOTHING = printed();
const CLOSED = { reason: "no permission to list the rules" };

async function look(programs: Readonly<Record<string, string | { readonly reason: string }>>) {
  const asked: string[] = [];
  const { ruleset, unread } = await readRules(proc, async (name) => {
    asked.push(name);
    const answer = programs[name] ?? { reason: `there is no ${name} here` };
    return typeof answer === "string" ? { text: answer } : answer;
  });
  const way = { source: "10.0.0.1", through: "eth0", isLocal: false };
  const found = blockOf(ruleset, { source: undefined, host: "10.0.0.5", port: 8081 }, way);
  return { block: found, unread, asked };
}

/** A table as nft shows it that iptables-nft manages. */
function managed(...expressions: readonly Json[]): string {
  const at = { family: "ip", table: "filter" };
  return printed(base("output", { ...at, name: "OUTPUT" }), {
    rule: { ...at, chain: "OUTPUT", handle: 2, expr: expressions },
  });
}

describe("all rules of this host", () => {
  it("are those of nft alone where nothing of iptables is there", async () => {
    const { block, asked, unread } = await look({
      nft: printed(base("output"), rule("output", dport(8081), DROP)),
    });
    expect(block).toMatchObject({ manager: "nft" });
    expect([asked, unread]).toEqual([["nft"], undefined]);
  });
  it("are told by iptables-nft where nft shows a part that is iptables' own", async () => {
    const text = managed(dport(8081), { xt: { type: "target", name: "REJECT" } });
    const { block } = await look({
      nft: text,
      "iptables-nft-save": saved("-p tcp -m tcp --dport 8081 -j REJECT"),
    });
    expect(block).toMatchObject({ action: "reject", manager: "iptables" });
    expect((await look({ nft: text })).block).toBe("lost");
  });
  it("hold those of iptables-legacy, which nft does not see, where the kernel has tables of them", async () => {
    const programs = { nft: NOTHING, "iptables-legacy-save": saved("-d 10.0.0.5/32 -j DROP") };
    expect((await look(programs)).block).toBeUndefined();
    writeFileSync(join(proc, "net", "ip_tables_names"), "filter\n");
    expect((await look(programs)).block).toMatchObject({ action: "drop", manager: "iptables-legacy" });
  });
  it("are told by iptables alone where there is no nft, and that is said", async () => {
    const { block, unread } = await look({ "iptables-save": saved("-j DROP") });
    expect(block).toMatchObject({ action: "drop" });
    expect(unread).toBe("there is no nft here: iptables alone was followed");
  });
  it("are unknown, with the reason, where none may be listed", async () => {
    expect(await look({ nft: CLOSED, "iptables-save": CLOSED, "iptables-nft-save": CLOSED })).toMatchObject({
      block: undefined,
      unread: CLOSED.reason,
    });
    expect(await look({ nft: "garbage" })).toMatchObject({ unread: "what nft prints is no ruleset" });
    writeFileSync(join(proc, "net", "ip_tables_names"), "filter\n");
    expect(await look({ nft: NOTHING })).toMatchObject({ unread: "there is no iptables-legacy-save here" });
  });
});
