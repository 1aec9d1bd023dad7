import { describe, expect, it } from "vitest";
import check from "../../../checks/dns/answers-agree.ts";
import type { NameResolution } from "../../../src/model/config.ts";
import type { DnsQuery } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, type End, query, resolve } from "../../given/network.ts";

const at = { file: "/etc/gateway.conf", line: 3, column: 1 };
const OWN: NameResolution = {
  kind: "own",
  when: "request",
  resolvers: assumed(["10.0.0.2:53", "10.0.0.3:53"], at),
  families: ["ipv4"],
  timeoutMs: assumed(30_000, at),
};

function seen(
  resolution: NameResolution,
  queries: readonly DnsQuery[],
  ends: Readonly<Record<string, End>> = {},
) {
  const world = gateway(
    [upstream("api", [endpoint("api.internal:80", { resolution })])],
    [route("/", "api")],
  );
  const connects = Object.entries(ends).map(([to, end]) => connect(to, end, { endpoint: "api.internal:80" }));
  return verdict(check, [resolve({ queries }), ...connects], { gateway: world });
}

const differing = [query("10.0.0.2:53", ["10.0.0.5"]), query("10.0.0.3:53", ["10.0.0.6"])];

describe("dns-answers-differ", () => {
  it("fires when the address that one server gives fails and the other's works", () => {
    const found = strongest(
      seen(OWN, differing, { "10.0.0.5:80": "answered", "10.0.0.6:80": "ECONNREFUSED" }),
    );
    expect(found).toMatchObject({
      cause: "dns-answers-differ",
      role: "root",
      extent: "some",
      strength: 0.93,
    });
    expect(found.evidence).toContain("10.0.0.3:53 says 10.0.0.6 for api.internal");
    expect(found.evidence).toContain("10.0.0.6:80: connection refused after 0.4 ms");
  });
  it("fires when one server denies what the other knows", () => {
    const queries = [query("10.0.0.2:53", ["10.0.0.5"]), query("10.0.0.3:53", "NXDOMAIN")];
    expect(said(seen(OWN, queries, { "10.0.0.5:80": "answered" }))).toEqual(["root dns-answers-differ"]);
  });
  it("is only a note while both addresses work", () => {
    const found = seen(OWN, differing, { "10.0.0.5:80": "answered", "10.0.0.6:80": "answered" });
    expect(strongest(found)).toMatchObject({ role: "latent", severity: "info" });
  });
  it("stays quiet about records that rotate, also when one of the addresses fails", () => {
    const rotating = [query("10.0.0.2:53", ["10.0.0.5", "10.0.0.6"]), query("10.0.0.3:53", ["10.0.0.5"])];
    expect(said(seen(OWN, rotating, { "10.0.0.5:80": "answered", "10.0.0.6:80": "ECONNREFUSED" }))).toEqual(
      [],
    );
  });
  it("stays a guess where the host takes the first answer, and that one fails", () => {
    const found = strongest(seen({ kind: "system" }, differing, { "10.0.0.5:80": "ECONNREFUSED" }));
    expect(found).toMatchObject({ cause: "dns-answers-differ", role: "root", strength: 0.5 });
  });
  it("is ruled out when all say the same", () => {
    const same = [query("10.0.0.2:53", ["10.0.0.5"]), query("10.0.0.3:53", ["10.0.0.5"])];
    const found = seen(OWN, same);
    expect(said(found)).toEqual(["against dns-answers-differ"]);
    expect(strongest(found).evidence).toEqual(["same answer from 2 resolvers"]);
  });
  it("has nothing to compare with one server, or when the other fails", () => {
    expect(said(seen(OWN, [query("10.0.0.2:53", ["10.0.0.5"])]))).toEqual([]);
    expect(said(seen(OWN, [query("10.0.0.2:53", ["10.0.0.5"]), query("10.0.0.3:53", "SERVFAIL")]))).toEqual(
      [],
    );
  });
});
