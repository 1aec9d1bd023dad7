import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ResolveRequest } from "../../../src/model/request.ts";
import { resolveProbe } from "../../../src/probes/dns/resolve.ts";
import { givenContext } from "../given-context.ts";
import { a, type NameServer, nameServer, type Reply } from "./name-server.ts";

let folder = "";
const servers: NameServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-resolve-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  for (const server of servers.splice(0)) server.close();
});

async function serverThat(reply: Reply | undefined): Promise<string> {
  const server = await nameServer(() => reply);
  servers.push(server);
  return server.address;
}

async function resolve(name: string, via: ResolveRequest["via"], hosts = "") {
  writeFileSync(join(folder, "hosts"), hosts);
  const paths = {
    resolvConf: join(folder, "none"),
    hosts: join(folder, "hosts"),
    nameSwitch: join(folder, "none"),
  };
  const probe = resolveProbe(paths, () => ["10.0.0.9"]);
  const request: ResolveRequest = { kind: "resolve", name, families: ["ipv4"], via, timeoutMs: 150 };
  const [measurement] = await probe(request, givenContext());
  if (measurement?.kind !== "resolve") throw new Error("no measurement");
  return measurement;
}

const via = (...list: string[]) => ({ kind: "servers", servers: list }) as const;

describe("the resolve probe", () => {
  it("asks each listed server for the name as it is and keeps their answers apart", async () => {
    const one = await serverThat({ answers: [a("api", "10.0.0.1")] });
    const other = await serverThat({ answers: [a("api", "10.0.0.2")] });
    const { outcome, facts } = await resolve("api", via(one, other), "10.9.9.9 api");
    expect(outcome.kind).toBe("answered");
    expect(facts.addresses.map((found) => found.address)).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(facts.queries.map((query) => [query.server, query.name, query.addresses])).toEqual([
      [one, "api", ["10.0.0.1"]],
      [other, "api", ["10.0.0.2"]],
    ]);
    expect(facts.hostsFileAddresses).toEqual(["10.9.9.9"]);
  });

  it("one dead server among living ones is seen and does not spoil the answer", async () => {
    const living = await serverThat({ answers: [a("api", "10.0.0.1")] });
    const { outcome, facts } = await resolve("api", via(await serverThat(undefined), living));
    expect(outcome.kind).toBe("answered");
    expect(facts.queries.map((query) => query.outcome.kind)).toEqual(["timed-out", "answered"]);
  });

  it("a refusal tells more than silence", async () => {
    const { outcome } = await resolve(
      "api",
      via(await serverThat(undefined), await serverThat({ rcode: 5 })),
    );
    expect(outcome).toMatchObject({ kind: "rejected", code: "REFUSED" });
  });

  it("finds a server that is given by name through the hosts file", async () => {
    const port = (await serverThat({ answers: [a("api", "10.0.0.1")] })).split(":")[1];
    const { outcome } = await resolve("api", via(`dns.internal:${port}`), "127.0.0.1 dns.internal");
    expect(outcome.kind).toBe("answered");
  });

  it("does not take a text that is no server for a missing name", async () => {
    const { outcome, facts } = await resolve("api", via("a:b:c"));
    expect(outcome.kind).toBe("probe-broken");
    expect(facts.queries).toHaveLength(1);
  });

  it("a literal address needs nobody", async () => {
    const { facts } = await resolve("::1", { kind: "system" });
    expect(facts).toMatchObject({
      source: "nothing",
      addresses: [{ address: "::1", family: "ipv6" }],
      queries: [],
    });
  });

  it("what can't be a name is not sent", async () => {
    const { outcome, facts } = await resolve("a..b", via(await serverThat({})));
    expect(outcome).toMatchObject({ kind: "not-found", code: "EBADNAME" });
    expect(facts.queries).toEqual([]);
  });
});
