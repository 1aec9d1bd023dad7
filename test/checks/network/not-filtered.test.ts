import { describe, expect, it } from "vitest";
import check from "../../../checks/network/not-filtered.ts";
import type { Block } from "../../../src/model/firewall.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { firewall } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, type End } from "../../given/network.ts";

const world = gateway(
  [upstream("api", [endpoint("10.0.0.5:80"), endpoint("10.0.0.5:81")])],
  [route("/", "api")],
);

function seen(end: End, durationMs = 0.3, other?: End) {
  const neighbour = other === undefined ? [] : [connect("10.0.0.5:81", other)];
  return verdict(check, [connect("10.0.0.5:80", end, { durationMs }), ...neighbour], { gateway: world });
}

describe("firewall-blocks", () => {
  it("fires when no route to the host comes at once", () => {
    expect(strongest(seen("EHOSTUNREACH"))).toMatchObject({
      cause: "firewall-blocks",
      role: "root",
      strength: 0.65,
    });
  });
  it("is sure when the same host accepts or refuses on another port", () => {
    expect(strongest(seen("EHOSTUNREACH", 0.3, "ECONNREFUSED"))).toMatchObject({
      cause: "firewall-blocks",
      strength: 0.95,
      evidence: [expect.any(String), "the same host answers on another port: 10.0.0.5:81 refuses"],
    });
    expect(said(seen("ENETUNREACH", 0.3, "answered"))).toEqual([
      "root firewall-blocks",
      "against firewall-blocks",
      "against host-unreachable",
      "against network-unreachable",
    ]);
  });
  it("fires on EACCES and EPERM over TCP", () => {
    expect(strongest(seen("EACCES"))).toMatchObject({ cause: "firewall-blocks", strength: 0.9 });
    expect(strongest(seen("EPERM"))).toMatchObject({ cause: "firewall-blocks", strength: 0.8 });
  });
  it("stays quiet when the host was looked for and not found", () => {
    expect(said(seen("EHOSTUNREACH", 3060))).toEqual([]);
  });
  it("stays quiet where a route of this host itself says so", () => {
    const own = connect("10.0.0.5:80", "EHOSTUNREACH", { failedHere: true });
    expect(said(verdict(check, [own], { gateway: world }))).toEqual([]);
  });
  it("stays quiet without a route, and about silence", () => {
    expect(said(seen("ENETUNREACH"))).toEqual([]);
    expect(said(seen("silence", 5000))).toEqual([]);
  });
  it("is ruled out where a connection opens", () => {
    expect(said(seen("answered"))).toEqual(["against firewall-blocks"]);
  });
  it("does not read permissions of a socket as a rule", () => {
    const unix = connect("unix:/run/app.sock", "denied");
    expect(said(verdict(check, [unix], { gateway: world }))).toEqual([]);
  });

  const block = {
    host: "10.0.0.5",
    port: 80,
    source: undefined,
    chain: "inet filter input",
    manager: "nft",
    isOut: false,
  } as const;
  const own = (end: End, action: "drop" | "reject", over: Partial<Block> = {}) => {
    const blocks = [{ ...block, action, rule: "tcp dport 80 drop", ...over }];
    const tried = connect("10.0.0.5:80", end, { durationMs: 5000 });
    return verdict(check, [tried, firewall(blocks, tried.subjects)], { gateway: world });
  };

  it("fires for a rule of this host that stops it, and clears what looks the same", () => {
    const found = own("silence", "drop");
    expect(strongest(found)).toMatchObject({ cause: "firewall-blocks", strength: 0.96 });
    expect(strongest(found).evidence[1]).toBe(
      "a rule of this host drops it, in the chain inet filter input: tcp dport 80 drop",
    );
    expect(said(found)).toContain("against connect-timeout");
    expect(said(own("ECONNREFUSED", "reject"))).toContain("against port-refused");
  });
  it.each([
    ["nft", false, "nft -a list chain inet filter input"],
    ["iptables", true, "iptables -t filter -L input -n -v --line-numbers"],
    ["ip6tables-legacy", true, "ip6tables-legacy -t filter -L input -n -v --line-numbers"],
    ["ufw", false, "ufw allow 80/tcp"],
    ["ufw", true, "ufw allow out to 10.0.0.5 port 80 proto tcp"],
    ["firewalld", false, "firewall-cmd --add-port=80/tcp --permanent && firewall-cmd --reload"],
    ["firewalld", true, "firewall-cmd --direct --get-all-rules"],
  ] as const)("is taken back with the program that keeps it: %s, out %s", (manager, isOut, command) => {
    const { args, subject } = strongest(own("silence", "drop", { manager, isOut }));
    const text = check.causes["firewall-blocks"]?.fix({
      args,
      subjects: [subject],
      endpointCount: 1,
      where: "",
    });
    expect(text?.commands).toContain(command);
  });
  it("fires for a rule that stops the account of the workers alone", () => {
    const found = strongest(own("answered", "drop", { rule: "meta skuid 33 drop", isOut: true }));
    expect(found).toMatchObject({ cause: "firewall-blocks", role: "root", strength: 0.96 });
    expect(found.evidence[0]).toContain("drops what the account of nginx's workers sends");
    expect(String(found.args.reach)).toMatch(/^runuser -u www-data -- nc /);
    expect(said(own("answered", "drop"))).toEqual(["against firewall-blocks"]);
  });
  it("stays quiet about a rule for another port, and one that would end it otherwise", () => {
    expect(said(own("silence", "drop", { port: 81 }))).toEqual([]);
    expect(said(own("silence", "reject"))).toEqual([]);
    expect(said(own("ECONNREFUSED", "drop"))).toEqual([]);
    expect(said(own("silence", "drop", { source: "10.0.0.9" }))).toEqual([]);
  });
});
