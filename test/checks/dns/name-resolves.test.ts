import { describe, expect, it } from "vitest";
import check from "../../../checks/dns/name-resolves.ts";
import type { NameResolution } from "../../../src/model/config.ts";
import { assumed } from "../../../src/model/source.ts";
import { container, containers } from "../../given/container.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { addressOf, query, resolve } from "../../given/network.ts";

const at = { file: "/etc/gateway.conf", line: 3, column: 1 };
const own = {
  kind: "own",
  when: "request",
  resolvers: assumed(["10.0.0.2:53"], at),
  families: ["ipv4"],
  timeoutMs: assumed(30_000, at),
} as const;

/** A gateway with one endpoint, named in the group "api" or in the route itself. */
function world(name: string, over: { form?: "group" | "literal"; resolution?: NameResolution } = {}) {
  const one = endpoint(`${name}:80`, { resolution: over.resolution ?? { kind: "system" } });
  const others = upstream("backend", [endpoint("10.0.0.9:80")]);
  return gateway([upstream("api", [one], { form: over.form ?? "group" }), others], [route("/", "api")]);
}

function seen(name: string, rcode: string | readonly string[], over: Parameters<typeof world>[1] = {}) {
  const answer = query("10.0.0.2:53", rcode, { name });
  const one = resolve({ queries: [answer] }, { request: { name }, endpoint: `${name}:80` });
  return verdict(check, [one], { gateway: world(name, over) });
}

describe("dns-name-not-found", () => {
  it("fires on NXDOMAIN, and says what a start with it does", () => {
    const found = strongest(seen("api.internal", "NXDOMAIN"));
    expect(found).toMatchObject({ cause: "dns-name-not-found", strength: 0.95, ground: "name:api.internal" });
    expect(found.evidence).toEqual([
      "10.0.0.2:53 says NXDOMAIN for api.internal",
      "nginx resolves it when it starts, and does not start without it",
    ]);
  });
  it("does not speak of the start where the host is asked at run time", () => {
    const resolution = { kind: "system", when: "run-time" } as const;
    expect(strongest(seen("api.internal", "NXDOMAIN", { resolution })).evidence.at(-1)).toBe(
      "nginx asks for it while it runs: what needs it fails until it is there",
    );
  });
  it("says that a short name is asked for without a search list at run time", () => {
    const found = strongest(seen("api", "NXDOMAIN", { resolution: own }));
    expect(found).toMatchObject({ cause: "dns-name-not-found", args: { isShort: 1 } });
    expect(found.evidence.at(-1)).toMatch(/without a search list/);
  });
  it("says that the hosts file knows the name and does not count", () => {
    const one = resolve({ queries: [query("10.0.0.2:53", "NXDOMAIN")], hostsFileAddresses: ["10.0.0.7"] });
    const given = verdict(check, [one], { gateway: world("api.internal", { resolution: own }) });
    expect(strongest(given).evidence).toContain(
      "the hosts file says 10.0.0.7, and nginx does not read it at run time",
    );
  });
  it("is quiet about a name that the hosts file has, whatever DNS says, for whoever reads that file", () => {
    const queries = [query("10.0.0.2:53", "NXDOMAIN")];
    const addresses = [addressOf("10.0.0.7")];
    const one = resolve({ queries, addresses, source: "hosts-file", hostsFileAddresses: ["10.0.0.7"] });
    expect(said(verdict(check, [one], { gateway: world("api.internal") }))).toEqual([
      "against dns-name-not-found",
      "against dns-no-address",
    ]);
  });
  it("fires for a single word in a group: that is a host for sure", () => {
    expect(said(seen("backnd", "NXDOMAIN"))).toEqual(["root dns-name-not-found"]);
  });
  it("is weak beside a server that fails, and silent when nobody denied the name", () => {
    const mixed = [query("10.0.0.2:53", "SERVFAIL"), query("10.0.0.3:53", "NXDOMAIN")];
    expect(
      strongest(verdict(check, [resolve({ queries: mixed })], { gateway: world("api.internal") })).strength,
    ).toBe(0.4);
    expect(said(seen("api.internal", "SERVFAIL"))).toEqual([]);
  });
  it("fires where one family's NXDOMAIN makes nginx forget the other's address", () => {
    const queries = [query("10.0.0.2:53", ["10.0.0.5"]), query("10.0.0.2:53", "NXDOMAIN", { type: "AAAA" })];
    const one = resolve({ queries });
    const found = strongest(verdict(check, [one], { gateway: world("api.internal", { resolution: own }) }));
    expect(found).toMatchObject({ cause: "dns-name-not-found", role: "root", strength: 0.9 });
    const atStart = verdict(check, [one], { gateway: world("api.internal") });
    expect(said(atStart)).toEqual(["against dns-name-not-found", "against dns-no-address"]);
  });
  it("is ruled out by an address", () => {
    expect(said(seen("api.internal", ["10.0.0.5"]))).toEqual([
      "against dns-name-not-found",
      "against dns-no-address",
    ]);
  });
});

describe("dns-no-address", () => {
  it("fires for a name with other records alone", () => {
    expect(strongest(seen("api.internal", "NODATA"))).toMatchObject({
      cause: "dns-no-address",
      args: { types: "A and AAAA" },
    });
  });
});

describe("upstream-undefined", () => {
  it("fires for a single word in a route that nothing resolves", () => {
    expect(strongest(seen("frontdoor", "NXDOMAIN", { form: "literal" }))).toMatchObject({
      cause: "upstream-undefined",
      strength: 0.93,
      args: { similar: "" },
    });
  });
  it("names the upstream that was meant", () => {
    const found = strongest(seen("backnd", "NXDOMAIN", { form: "literal" }));
    expect(found.args.similar).toBe("backend");
    expect(found.strength).toBeCloseTo(0.97);
  });
  it("is less sure when no name server answers", () => {
    const found = strongest(seen("frontdoor", "silence", { form: "literal" }));
    expect(found).toMatchObject({ cause: "upstream-undefined", strength: 0.78 });
  });
  it("is not what a name with a dot is, nor one that is resolved at run time", () => {
    expect(said(seen("api.internal", "NXDOMAIN", { form: "literal" }))).toEqual(["root dns-name-not-found"]);
    const late = seen("backnd", "NXDOMAIN", { form: "literal", resolution: own });
    expect(said(late)).toEqual(["root dns-name-not-found"]);
  });
});

it("says nothing of a name that is known within the gateway's own container alone", () => {
  const one = resolve({ queries: [query("10.0.0.2:53", "NXDOMAIN")] });
  const within = (name: string) => {
    const all = [container({ name: "front", gatewayPids: [7] }), container({ name })];
    return said(verdict(check, [one, containers(...all)], { gateway: world("api.internal") }));
  };
  expect(within("other")).toEqual(["root dns-name-not-found"]);
  const named = container({
    name: "shop",
    networks: [{ name: "back", addresses: [], aliases: ["api.internal"] }],
  });
  const front = container({ name: "front", gatewayPids: [7], networks: [] });
  const told = verdict(check, [one, containers(front, named)], { gateway: world("api.internal") });
  expect(told).toMatchObject({ status: "skip", findings: [] });
});

describe("name-resolves", () => {
  it("skips endpoints without a name", () => {
    const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);
    expect(verdict(check, [], { gateway: world }).status).toBe("skip");
  });
});
