import { createSocket } from "node:dgram";
import { afterEach, describe, expect, it } from "vitest";
import { askServer } from "../../../src/probes/dns/ask-server.ts";
import { givenContext } from "../given-context.ts";
import { type Asked, a, cname, type NameServer, nameServer, type Reply } from "./name-server.ts";

const question = { name: "api.internal", type: "A" } as const;
let server: NameServer | undefined;

afterEach(() => {
  server?.close();
  server = undefined;
});

async function ask(script: (asked: Asked) => Reply | undefined, patienceMs = 2_000) {
  server = await nameServer(script);
  return askServer({ server, question, patienceMs, usesTcp: false }, givenContext());
}

describe("asking one name server", () => {
  it("gives addresses, the shortest time to live and the server that was asked", async () => {
    const query = await ask(() => ({
      answers: [a("api.internal", "10.0.0.1", 30), a("api.internal", "10.0.0.2", 20)],
    }));
    expect(query).toMatchObject({
      server: server?.address,
      outcome: { kind: "answered" },
      rcode: "NOERROR",
      addresses: ["10.0.0.1", "10.0.0.2"],
      ttlSeconds: 20,
      usedTcp: false,
    });
  });

  it("follows aliases inside the answer and leaves other names' records out", async () => {
    const answers = [
      cname("API.internal", "b.internal", 5),
      cname("b.internal", "c.internal"),
      a("c.internal", "10.0.0.3"),
      a("evil.internal", "10.6.6.6"),
    ];
    expect(await ask(() => ({ answers }))).toMatchObject({ addresses: ["10.0.0.3"], ttlSeconds: 5 });
  });

  it("ends with aliases that run in a circle", async () => {
    const answers = [cname("api.internal", "b.internal"), cname("b.internal", "api.internal")];
    expect((await ask(() => ({ answers }))).outcome.code).toBe("NODATA");
  });

  it.each([
    [3, "not-found", "NXDOMAIN"],
    [2, "rejected", "SERVFAIL"],
    [5, "rejected", "REFUSED"],
    [4, "rejected", "NOTIMP"],
    [1, "rejected", "FORMERR"],
  ])("rcode %i is %s", async (rcode, kind, code) => {
    expect((await ask(() => ({ rcode }))).outcome).toMatchObject({ kind, code });
  });

  it("an empty answer means that the name has no such address", async () => {
    expect((await ask(() => ({}))).outcome).toMatchObject({ kind: "not-found", code: "NODATA" });
  });

  it("asks without EDNS, as gateways do, and once more when the question gets lost", async () => {
    let times = 0;
    const script = () => (++times === 1 ? undefined : { answers: [a("api.internal", "10.0.0.1")] });
    expect((await ask(script, 300)).outcome.kind).toBe("answered");
    expect(server?.asked.map((one) => one.hasEdns)).toEqual([false, false]);
  });

  it("goes to TCP when the answer was cut", async () => {
    const query = await ask((asked) =>
      asked.overTcp ? { answers: [a("api.internal", "10.0.0.9")] } : { truncated: true },
    );
    expect(query).toMatchObject({ addresses: ["10.0.0.9"], usedTcp: true });
  });

  it("silence is a time-out, and lasts as long as the patience", async () => {
    const query = await ask(() => undefined, 90);
    expect(query.outcome.kind).toBe("timed-out");
    expect(query.durationMs).toBeGreaterThanOrEqual(90);
  });

  it("does not believe an answer with another id, and says that there was one", async () => {
    const query = await ask(
      () => ({ id: 1, raw: Buffer.from("0001818000010000000000000000010001", "hex") }),
      90,
    );
    expect(query.outcome.kind).toBe("timed-out");
    expect(query.outcome.reason).toContain("another id");
  });

  it("does not believe an answer to another question", async () => {
    const query = await ask(() => ({ name: "evil.internal", answers: [a("evil.internal", "10.6.6.6")] }), 90);
    expect(query).toMatchObject({ outcome: { kind: "timed-out" }, addresses: [] });
    expect(query.outcome.reason).toContain("another question");
  });

  it("says that what came is no DNS", async () => {
    const query = await ask(() => ({ raw: Buffer.from("hello") }), 90);
    expect(query.outcome).toMatchObject({ kind: "rejected", code: "MALFORMED" });
  });

  it("sees that nothing listens", async () => {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const { port } = socket.address();
    await new Promise<void>((resolve) => socket.close(() => resolve()));
    const ask = { server: { host: "127.0.0.1", port }, question, patienceMs: 2_000, usesTcp: false };
    const query = await askServer(ask, givenContext());
    expect(query.outcome).toMatchObject({ kind: "refused", code: "ECONNREFUSED" });
  });

  it("ends with the run", async () => {
    server = await nameServer(() => undefined);
    const controller = new AbortController();
    const asking = askServer(
      { server, question, patienceMs: 60_000, usesTcp: false },
      givenContext({ signal: controller.signal }),
    );
    controller.abort();
    expect((await asking).outcome.kind).toBe("not-tried");
  });
});
