import { describe, expect, it } from "vitest";
import type { DnsQuery } from "../../../src/model/observation.ts";
import type { ResolveRequest } from "../../../src/model/request.ts";
import type { AskEverybody } from "../../../src/probes/dns/ask-all.ts";
import { parseHostsFile } from "../../../src/probes/dns/hosts-file.ts";
import { parseNameSwitch } from "../../../src/probes/dns/name-switch.ts";
import { parseResolvConf } from "../../../src/probes/dns/resolv-conf.ts";
import { resolveAsSystem } from "../../../src/probes/dns/resolve-as-system.ts";
import { givenContext } from "../given-context.ts";

type Said = "NXDOMAIN" | "NODATA" | "SERVFAIL" | "REFUSED" | "silent" | string;

/** A world of name servers: "SERVER NAME" or "NAME" to what is said; names that it does not list do not exist. */
function world(
  says: Record<string, Said>,
  settings: { conf?: string; hosts?: string; order?: string; local?: string[] },
) {
  const asked: string[] = [];
  const everybody: AskEverybody = async ({ name, servers, families, patienceMs }) =>
    servers.flatMap(({ host }) =>
      families.map((family): DnsQuery => {
        const type = family === "ipv4" ? "A" : "AAAA";
        asked.push(`${host} ${name} ${type}`);
        const said = says[`${host} ${name} ${type}`] ?? says[`${host} ${name}`] ?? says[name] ?? "NXDOMAIN";
        return {
          server: `${host}:53`,
          name,
          type,
          durationMs: patienceMs,
          usedTcp: false,
          ...outcomeFor(said, type),
        };
      }),
    );
  const files = {
    conf: parseResolvConf(settings.conf ?? "nameserver 10.0.0.53\n"),
    hosts: parseHostsFile(settings.hosts ?? ""),
    order: parseNameSwitch(settings.order ?? ""),
  };
  const ask = (name: string) => {
    const request: ResolveRequest = {
      kind: "resolve",
      name,
      families: ["ipv4", "ipv6"],
      via: { kind: "system" },
      timeoutMs: 5_000,
    };
    return resolveAsSystem(
      request,
      { files, local: settings.local ?? ["10.0.0.9"], everybody },
      givenContext(),
    );
  };
  return { ask, asked };
}

function outcomeFor(
  said: Said,
  type: string,
): Pick<DnsQuery, "outcome" | "rcode" | "addresses" | "ttlSeconds"> {
  const none = { addresses: [], ttlSeconds: undefined };
  if (said === "silent")
    return {
      ...none,
      outcome: { kind: "timed-out", reason: "no answer", code: undefined },
      rcode: undefined,
    };
  if (said === "NXDOMAIN")
    return { ...none, outcome: { kind: "not-found", reason: "no such name", code: said }, rcode: said };
  if (said === "SERVFAIL" || said === "REFUSED")
    return { ...none, outcome: { kind: "rejected", reason: said, code: said }, rcode: said };
  if (said === "NODATA" || said.includes(":") !== (type === "AAAA")) {
    return {
      ...none,
      outcome: { kind: "not-found", reason: "no address", code: "NODATA" },
      rcode: "NOERROR",
    };
  }
  return {
    addresses: [said],
    ttlSeconds: 60,
    outcome: { kind: "answered", reason: "answered", code: undefined },
    rcode: "NOERROR",
  };
}

describe("resolving as the system does", () => {
  it("takes the hosts file, and still shows what DNS says", async () => {
    const { ask } = world({ "api.test": "10.0.0.1" }, { hosts: "10.9.9.9 API.test" });
    const { outcome, facts } = await ask("api.test");
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({
      source: "hosts-file",
      addresses: [{ address: "10.9.9.9" }],
      hostsFileAddresses: ["10.9.9.9"],
    });
    expect(facts.queries.map((query) => query.addresses)).toEqual([["10.0.0.1"], []]);
  });

  it("does not ask DNS about a single label that the hosts file names", async () => {
    const { ask, asked } = world({}, { hosts: "10.9.9.9 api" });
    expect((await ask("api")).facts.source).toBe("hosts-file");
    expect(asked).toEqual([]);
  });

  it("leaves hosts lines alone where nsswitch.conf puts DNS first", async () => {
    const settings = { hosts: "10.9.9.9 api.test", order: "hosts: dns files" };
    expect((await world({ "api.test": "10.0.0.1" }, settings).ask("api.test")).facts).toMatchObject({
      source: "dns",
      addresses: [{ address: "10.0.0.1" }],
      hostsFileAddresses: ["10.9.9.9"],
    });
    expect((await world({}, settings).ask("api.test")).facts.source).toBe("hosts-file");
  });

  it("asks every server, and takes the first answer that counts", async () => {
    const conf = "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\n";
    const says = {
      "10.0.0.1 api.test": "silent",
      "10.0.0.2 api.test": "10.1.1.1",
      "10.0.0.3 api.test": "10.2.2.2",
    };
    const { facts } = await world(says, { conf }).ask("api.test");
    expect(facts.addresses.map((one) => one.address)).toEqual(["10.1.1.1"]);
    expect(facts.queries).toHaveLength(6);
  });

  it("NXDOMAIN of the first server is final, SERVFAIL is not", async () => {
    const conf = "nameserver 10.0.0.1\nnameserver 10.0.0.2\n";
    const missing = await world({ "10.0.0.2 api.test": "10.1.1.1" }, { conf }).ask("api.test");
    expect(missing.outcome.code).toBe("NXDOMAIN");
    const says = { "10.0.0.1 api.test": "SERVFAIL", "10.0.0.2 api.test": "10.1.1.1" };
    expect((await world(says, { conf }).ask("api.test")).outcome.kind).toBe("answered");
  });

  it("goes through the search list until a name is there", async () => {
    const { ask, asked } = world(
      { "api.b.test": "10.0.0.1" },
      { conf: "nameserver 10.0.0.1\nsearch a.test b.test c.test" },
    );
    expect((await ask("api")).facts.addresses).toHaveLength(1);
    expect(asked).toEqual([
      "10.0.0.1 api.a.test A",
      "10.0.0.1 api.a.test AAAA",
      "10.0.0.1 api.b.test A",
      "10.0.0.1 api.b.test AAAA",
    ]);
  });

  it("after silence it tries only the name as written", async () => {
    const { ask, asked } = world(
      { "api.a.test": "silent", api: "NXDOMAIN" },
      { conf: "search a.test b.test" },
    );
    expect((await ask("api")).outcome.kind).toBe("timed-out");
    expect(asked).toEqual([
      "127.0.0.1 api.a.test A",
      "127.0.0.1 api.a.test AAAA",
      "127.0.0.1 api A",
      "127.0.0.1 api AAAA",
    ]);
  });

  it("tells a name without addresses from a name that does not exist", async () => {
    expect((await world({ "api.test": "NODATA" }, {}).ask("api.test")).outcome).toMatchObject({
      kind: "not-found",
      code: "NODATA",
    });
    expect((await world({}, {}).ask("api.test")).outcome.code).toBe("NXDOMAIN");
  });

  it("a failing AAAA question does not take the A answer away", async () => {
    const says = { "10.0.0.53 api.test A": "10.0.0.1", "10.0.0.53 api.test AAAA": "SERVFAIL" };
    const { outcome, facts } = await world(says, { local: ["10.0.0.9", "fd00::9"] }).ask("api.test");
    expect(outcome.kind).toBe("answered");
    expect(facts.addresses.map((one) => one.address)).toEqual(["10.0.0.1"]);
  });

  it("addresses of a family that the host lacks are seen and not used", async () => {
    const { outcome, facts } = await world({ "api.test": "fd00::1" }, {}).ask("api.test");
    expect(outcome).toMatchObject({ kind: "not-found", code: "NODATA" });
    expect(outcome.reason).toContain("only IPv6");
    expect(facts.addresses).toEqual([]);
    expect(facts.queries.flatMap((query) => query.addresses)).toEqual(["fd00::1"]);
  });

  it("localhost needs no DNS where a module knows it; glibc alone asks", async () => {
    const { ask, asked } = world({}, { order: "hosts: files myhostname dns" });
    expect((await ask("app.localhost")).facts.addresses.map((one) => one.address)).toEqual(["127.0.0.1"]);
    expect(asked).toEqual([]);
    expect((await world({}, {}).ask("app.localhost")).outcome.code).toBe("NXDOMAIN");
  });

  it("says which sources it could not ask", async () => {
    const { outcome } = await world({}, { order: "hosts: files ldap dns" }).ask("api.test");
    expect(outcome.reason).toContain("ldap");
  });

  it("without DNS in nsswitch.conf nothing is sent", async () => {
    const { ask, asked } = world({ "api.test": "10.0.0.1" }, { order: "hosts: files" });
    expect((await ask("api.test")).outcome).toMatchObject({ kind: "not-found", code: "NOTINFILES" });
    expect(asked).toEqual([]);
  });
});
