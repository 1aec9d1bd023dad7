import { describe, expect, it } from "vitest";
import { blockOf, type Way } from "../../../src/probes/firewall/block-of.ts";
import { rulesetFrom } from "../../../src/probes/firewall/ruleset.ts";
import {
  ACCEPT,
  base,
  chain,
  ct,
  DROP,
  dport,
  type Json,
  jump,
  match,
  meta,
  payload,
  printed,
  rule,
  set,
} from "./rules.ts";

const FLOW = { source: undefined, host: "10.0.0.5", port: 8081 };
const OUT = { source: "10.0.0.1", through: "eth0", isLocal: false };
const HERE = { source: "10.0.0.5", through: "eth0", isLocal: true };

function block(entries: readonly Json[], way: Way = OUT, flow = FLOW) {
  const ruleset = rulesetFrom(printed(...entries));
  if (ruleset === undefined) throw new Error("no ruleset");
  return blockOf(ruleset, flow, way);
}

const output = base("output");
const ESTABLISHED = match(ct("state"), ["established", "related"], "in");

describe("a rule of this host that stops a connection", () => {
  it("is named with its chain", () => {
    const daddr = match(payload("ip", "daddr"), { prefix: { addr: "10.0.0.0", len: 24 } });
    expect(block([output, rule("output", daddr, dport(8081), { counter: {} }, DROP)])).toEqual({
      ...FLOW,
      action: "drop",
      chain: "inet filter output",
      manager: "nft",
      isOut: true,
      rule: "ip daddr 10.0.0.0/24 tcp dport 8081 counter drop",
    });
  });
  it("may ask for the account that opens it", () => {
    const rules = [output, rule("output", match(meta("skuid"), 33), dport(8081), DROP)];
    expect(block(rules, { ...OUT, account: 33 })).toMatchObject({
      rule: "meta skuid 33 tcp dport 8081 drop",
    });
    expect(block(rules, { ...OUT, account: 34 })).toBeUndefined();
    expect(block(rules)).toBe("lost");
  });
  it("may be the policy, behind rules that let others through", () => {
    const input = base("input", { policy: "drop" });
    const rules = [rule("input", ESTABLISHED, ACCEPT), rule("input", dport({ set: [22, 80] }), ACCEPT)];
    expect(block([input, ...rules], HERE)).toMatchObject({ rule: "policy drop", chain: "inet filter input" });
  });
  it.each([
    [
      "a set of its table",
      match(payload("ip", "daddr"), "@inside"),
      set("inside", ["10.0.0.4", { range: ["10.0.0.5", "10.0.0.9"] }]),
    ],
    ["a range of ports", dport({ range: [8000, 8999] }), set("none", [])],
    ["an interface by its first letters", match(meta("oifname"), "eth*"), set("none", [])],
    ["the state of a first packet", match(ct("state"), "new", "in"), set("none", [])],
    ["what it is not", match(payload("ip", "saddr"), "10.0.0.2", "!="), set("none", [])],
    [
      "SYN alone",
      match({ "&": [payload("tcp", "flags"), ["fin", "syn", "rst", "ack"]] }, "syn"),
      set("none", []),
    ],
    [
      "two things together",
      match(
        { concat: [payload("ip", "daddr"), payload("tcp", "dport")] },
        { set: [{ concat: ["10.0.0.5", 8081] }] },
      ),
      set("none", []),
    ],
  ])("is found by %s", (_, question, more) => {
    expect(block([output, more, rule("output", question, DROP)])).toMatchObject({ action: "drop" });
    expect(block([output, more, rule("output", question, ACCEPT), rule("output", DROP)])).toBeUndefined();
  });
  it("is found behind jumps, which come back, and in verdict maps", () => {
    const inner = [chain("inner"), rule("inner", dport(9), DROP)];
    const jumps = [
      output,
      ...inner,
      rule("output", jump("inner")),
      rule("output", { reject: { type: "tcp reset" } }),
    ];
    expect(block(jumps)).toMatchObject({ action: "reject", rule: "reject with tcp reset" });
    const data = {
      set: [
        ["established", ACCEPT],
        ["new", jump("guard")],
      ],
    };
    const mapped = [
      output,
      chain("guard"),
      rule("guard", DROP),
      rule("output", { vmap: { key: ct("state"), data } }),
    ];
    expect(block(mapped)).toMatchObject({ chain: "inet filter guard" });
  });
  it("stops it although another base chain accepts it", () => {
    const other = base("output", { name: "late", prio: 10 });
    const rules = [rule("output", ACCEPT), rule("late", dport(8081), DROP)];
    expect(block([output, other, ...rules])).toMatchObject({ chain: "inet filter late" });
  });
});

describe("a connection that no rule stops", () => {
  it.each([
    ["another port", rule("output", dport(9999), DROP)],
    ["another protocol", rule("output", match(payload("udp", "dport"), 8081), DROP)],
    ["another family", rule("output", match(payload("ip6", "daddr"), "fd00::1"), DROP)],
    ["connections that are open already", rule("output", ESTABLISHED, DROP)],
    ["another interface", rule("output", match(meta("oifname"), "lo"), DROP)],
    ["the way in, which it does not take", rule("input", DROP)],
  ])("passes a rule for %s", (_, given) => {
    expect(block([output, base("input"), given])).toBeUndefined();
  });
  it("comes back to this host through the input chain", () => {
    expect(
      block([base("input"), rule("input", match(meta("iifname"), "lo"), ACCEPT), rule("input", DROP)], HERE),
    ).toBeUndefined();
  });
});

describe("a rule that can't be followed", () => {
  it.each([
    ["whose process asks", [match(meta("skuid"), 33), DROP]],
    ["a mark", [match(meta("mark"), 1), ACCEPT]],
    ["a rate", [{ limit: { rate: 10 } }, ACCEPT]],
    ["an extension of iptables", [{ xt: { type: "match", name: "owner" } }, DROP]],
    ["a set that is not there", [match(payload("ip", "daddr"), "@gone"), DROP]],
    ["a chain that is not there", [jump("gone")]],
    ["another destination", [{ dnat: { addr: "10.0.0.9" } }]],
    ["another destination, as iptables sets it", [dport(8081), { xt: { type: "target", name: "DNAT" } }]],
    ["what is not tracked, and so not new", [{ notrack: null }]],
  ])("ends the walk: %s", (_, expr) => {
    expect(block([output, rule("output", ...expr), rule("output", DROP)])).toBe("lost");
  });
  it("ends nothing where iptables only logs", () => {
    const logs = rule("output", { xt: { type: "target", name: "LOG" } });
    expect(block([output, logs, rule("output", dport(8081), DROP)])).toMatchObject({ action: "drop" });
  });
  it("ends it in a chain that jumps to itself", () => {
    const entries = [output, chain("loop"), rule("loop", jump("loop")), rule("output", jump("loop"))];
    expect(block(entries)).toBe("lost");
  });
  it("ends nothing where it decides nothing, or asks for another port", () => {
    const marks = rule("output", match(meta("skuid"), 33), { counter: null });
    expect(block([output, marks, rule("output", match(meta("skuid"), 33), dport(1), DROP)])).toBeUndefined();
  });
});

describe("what nft prints", () => {
  it("may begin with a warning", () => {
    expect(
      rulesetFrom(`# Warning: table ip nat is managed by iptables-nft\n${printed(output)}`)?.chains,
    ).toHaveLength(1);
  });
  it("is no ruleset where it is cut off, or something else", () => {
    expect(rulesetFrom('{"nftables": [{"chain"')).toBeUndefined();
    expect(rulesetFrom("")).toBeUndefined();
    expect(rulesetFrom('{"nftables": [null, 1, {"rule": 5}]}')?.chains).toEqual([]);
  });
});
