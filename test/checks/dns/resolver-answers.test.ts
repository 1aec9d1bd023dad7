import { describe, expect, it } from "vitest";
import check from "../../../checks/dns/resolver-answers.ts";
import type { NameResolution } from "../../../src/model/config.ts";
import type { DnsQuery } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { query, resolve } from "../../given/network.ts";

const at = { file: "/etc/gateway.conf", line: 3, column: 1 };
const SYSTEM: NameResolution = { kind: "system" };

function own(timeoutMs: number) {
  const resolvers = assumed(["10.0.0.2:53", "10.0.0.3:53"], at);
  const families = ["ipv4"] as const;
  return {
    kind: "own",
    when: "request",
    resolvers,
    families,
    timeoutMs: assumed(timeoutMs, at),
  } satisfies NameResolution;
}

function seen(resolution: NameResolution, queries: readonly DnsQuery[], timeoutMs = 5000) {
  const world = gateway(
    [upstream("api", [endpoint("api.internal:80", { resolution })])],
    [route("/", "api")],
  );
  return verdict(check, [resolve({ queries }, { request: { timeoutMs } })], { gateway: world });
}

const works = query("10.0.0.2:53", ["10.0.0.5"]);

describe("dns-resolver-unreachable", () => {
  it("fires when no server answers, on the ground of the servers", () => {
    expect(strongest(seen(SYSTEM, [query("10.0.0.2:53", "silence")]))).toMatchObject({
      cause: "dns-resolver-unreachable",
      role: "root",
      strength: 0.95,
      ground: "resolver:10.0.0.2:53",
      args: { dig: "dig @10.0.0.2 api.internal A" },
    });
  });
  it("is less sure when uhc waited for a shorter time than the gateway would", () => {
    const found = strongest(seen(own(30_000), [query("10.0.0.2:53", "silence")], 2000));
    expect(found.strength).toBe(0.85);
    expect(found.evidence).toContain("uhc waited 2 s, and nginx would wait 30 s");
  });
  it("is latent while another server answers, and the host asks that one next", () => {
    const found = seen(SYSTEM, [query("10.0.0.1:53", "silence"), works]);
    expect(said(found)).toEqual(["latent dns-resolver-unreachable"]);
    expect(strongest(found).severity).toBe("warning");
    expect(strongest(seen(SYSTEM, [works, query("10.0.0.3:53", "silence")])).severity).toBe("info");
  });
  it("costs a gateway with own resolvers time, and requests only if it gives up before the next one", () => {
    const queries = [works, query("10.0.0.3:53", "silence")];
    expect(said(seen(own(30_000), queries))).toEqual(["latent dns-resolver-unreachable"]);
    const short = strongest(seen(own(2_000), queries));
    expect(short).toMatchObject({ role: "root", extent: "some" });
  });
  it("fails no lookup of a gateway that takes another resolver's word for it", () => {
    for (const spares of ["at-once", "next"] as const)
      for (const bad of ["silence", "SERVFAIL"])
        expect(said(seen({ ...own(300), spares }, [works, query("10.0.0.3:53", bad)]))).toEqual([
          `latent dns-${bad === "silence" ? "resolver-unreachable" : "server-failure"}`,
        ]);
    const none = seen({ ...own(300), spares: "at-once" }, [query("10.0.0.3:53", "SERVFAIL")]);
    expect(said(none)).toEqual(["root dns-server-failure"]);
  });
  it("is ruled out, with failures, when everybody answers", () => {
    expect(said(seen(SYSTEM, [works]))).toEqual([
      "against dns-resolver-unreachable",
      "against dns-server-failure",
    ]);
  });
});

describe("dns-server-failure", () => {
  it("fires when the only server answers with an error", () => {
    const found = strongest(seen(SYSTEM, [query("10.0.0.2:53", "SERVFAIL")]));
    expect(found).toMatchObject({ cause: "dns-server-failure", args: { code: "SERVFAIL" } });
  });
  it("fails a part of the lookups when one of several own resolvers refuses", () => {
    const found = strongest(seen(own(30_000), [works, query("10.0.0.3:53", "REFUSED")]));
    expect(found).toMatchObject({ cause: "dns-server-failure", role: "root", extent: "some" });
    expect(found.locations[0]).toEqual(at);
  });
  it("is not meant by NXDOMAIN, which is an answer", () => {
    expect(said(seen(SYSTEM, [query("10.0.0.2:53", "NXDOMAIN")]))).not.toContain("root dns-server-failure");
  });
  it("stays quiet when one family fails and the host has the other's address", () => {
    const found = seen(SYSTEM, [works, query("10.0.0.2:53", "SERVFAIL", { type: "AAAA" })]);
    expect(said(found)).not.toContain("root dns-server-failure");
  });
  it("fires for one family's error where nginx asks for both itself", () => {
    const found = strongest(seen(own(30_000), [works, query("10.0.0.2:53", "REFUSED", { type: "AAAA" })]));
    expect(found).toMatchObject({ cause: "dns-server-failure", role: "root", args: { type: "AAAA" } });
    expect(found.extent).toBeUndefined();
    expect(found.evidence).toEqual([
      "10.0.0.2:53 says REFUSED for api.internal (AAAA)",
      "nginx asks for A and AAAA, and one error fails the name",
    ]);
  });
  it("takes an empty answer about one family for what it is", () => {
    const found = seen(own(30_000), [works, query("10.0.0.2:53", "NODATA", { type: "AAAA" })]);
    expect(said(found)).toEqual(["against dns-resolver-unreachable", "against dns-server-failure"]);
  });
});

describe("dns-slow", () => {
  it("notes a lookup of seconds", () => {
    const slow = query("10.0.0.2:53", ["10.0.0.5"], { durationMs: 2600 });
    expect(strongest(seen(own(30_000), [slow]))).toMatchObject({
      cause: "dns-slow",
      role: "latent",
      severity: "warning",
      args: { took: "2.6 s" },
    });
    expect(strongest(seen(SYSTEM, [slow])).severity).toBe("info");
  });
  it("stays quiet below that", () => {
    const quick = query("10.0.0.2:53", ["10.0.0.5"], { durationMs: 900 });
    expect(said(seen(own(30_000), [quick]))).not.toContain("latent dns-slow");
  });
});

describe("resolver-answers", () => {
  it("does not ask about servers whose answer the hosts file overrules", () => {
    const world = gateway([upstream("api", [endpoint("api.internal:80")])], [route("/", "api")]);
    const mapped = resolve({ queries: [query("10.0.0.2:53", "silence")], source: "hosts-file" });
    expect(verdict(check, [mapped], { gateway: world }).status).toBe("skip");
  });
  it("leaves a lone word in a route to the check that takes it for an upstream", () => {
    const word = endpoint("backend:80");
    const world = gateway([upstream("api", [word], { form: "literal" })], [route("/", "api")]);
    const silent = query("10.0.0.2:53", "silence", { name: "backend" });
    const one = resolve({ queries: [silent] }, { request: { name: "backend" }, endpoint: "backend:80" });
    expect(strongest(verdict(check, [one], { gateway: world })).strength).toBe(0.55);
  });
});
