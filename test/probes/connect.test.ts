import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { climb } from "../../src/probes/climb.ts";
import { at, climbRequest, context, exchangeAsk, later, measured, tcpServer } from "./asking.ts";

let closedPort = 0;
beforeAll(async () => {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  closedPort = typeof address === "object" && address !== null ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
});

function connecting(changes: Parameters<typeof climbRequest>[0]) {
  return measured("connect", climbRequest(changes));
}

describe("over TCP", () => {
  test("an open port answers at the first try", async () => {
    const { outcome, facts, durationMs } = await connecting({ target: at(await tcpServer(() => undefined)) });
    expect(outcome.kind).toBe("answered");
    expect(facts.localAddress).toBe("127.0.0.1");
    expect(facts.tries).toEqual([{ outcome, durationMs }]);
  });

  test("a closed port is tried twice and gives nothing above it", async () => {
    const all = await climb(climbRequest({ target: at(closedPort), exchange: exchangeAsk() }), context);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      kind: "connect",
      outcome: { kind: "refused", code: "ECONNREFUSED" },
      facts: { tries: [{ outcome: { kind: "refused" } }, { outcome: { kind: "refused" } }] },
    });
  });

  test("a refusal is not tried again when the patience is spent", async () => {
    const { facts } = await connecting({ target: at(closedPort), patienceMs: 20 });
    expect(facts.tries).toHaveLength(1);
  });

  test("what this host's own routes refuse never leaves it", async () => {
    // Linux refuses a connection to the broadcast address in connect(2); a refusal comes over the wire, or the loopback.
    const target = { kind: "tcp", host: "255.255.255.255", port: closedPort, isAddress: true } as const;
    expect((await connecting({ target })).facts.failedHere).toBe(true);
    expect((await connecting({ target: at(closedPort) })).facts.failedHere).toBeUndefined();
  });

  test("an IPv6 address may stand in brackets", async () => {
    const target = { kind: "tcp", host: "[::1]", port: closedPort, isAddress: true } as const;
    // Refused where the host speaks IPv6, without a way where it does not; tried in any case.
    expect((await connecting({ target })).outcome.kind).not.toBe("not-tried");
  });

  test("a name is not resolved behind the gateway's back", async () => {
    const target = { kind: "tcp", host: "localhost", port: closedPort, isAddress: false } as const;
    expect((await connecting({ target })).outcome).toMatchObject({ kind: "not-tried", code: undefined });
  });

  test.each([
    ["192.0.2.1", "EADDRNOTAVAIL"],
    ["$remote_addr", "ERR_INVALID_IP_ADDRESS"],
  ])("from %s, which is none of this host's, it is not tried: %s", async (sourceAddress, code) => {
    const { outcome } = await connecting({ target: at(closedPort), sourceAddress });
    expect(outcome).toMatchObject({ kind: "not-tried", code });
  });

  test("a port that can't be is uhc's mistake, not an exception", async () => {
    expect((await connecting({ target: at(70_000) })).outcome.kind).toBe("probe-broken");
  });

  test("UDP is not probed by connecting", async () => {
    const request = climbRequest({ target: at(closedPort), exchange: exchangeAsk({ protocol: "udp" }) });
    const all = await climb(request, context);
    expect(all.map((one) => [one.kind, one.outcome.kind])).toEqual([["connect", "not-tried"]]);
  });

  test("nothing is sent to a store that answers commands", async () => {
    const port = await tcpServer((socket) => socket.on("data", () => socket.write("ERROR\r\n")));
    const request = climbRequest({ target: at(port), exchange: exchangeAsk({ protocol: "memcached" }) });
    expect((await climb(request, context)).map((one) => one.kind)).toEqual(["connect"]);
  });

  test("after the end of the run nothing is tried", async () => {
    const request = climbRequest({ target: at(closedPort), patienceMs: 60_000 });
    const { outcome } = await measured("connect", request, { ...context, signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ kind: "not-tried", reason: "the run was ended" });
  });
});

describe("over a unix socket", () => {
  function folder(): string {
    const path = mkdtempSync(join(tmpdir(), "uhc-connect-"));
    later(() => rmSync(path, { recursive: true }));
    return path;
  }
  const unix = (path: string) => connecting({ target: { kind: "unix", path } });

  test("one with a listener answers", async () => {
    const path = join(folder(), "live.sock");
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    later(() => server.close());
    expect((await unix(path)).outcome.kind).toBe("answered");
  });

  test("one that is missing is not found, and not tried again", async () => {
    const { outcome, facts } = await unix(join(folder(), "missing.sock"));
    expect(outcome).toEqual({ kind: "not-found", reason: "no such socket", code: "ENOENT" });
    expect(facts.tries).toHaveLength(1);
  });

  test("a file that nothing listens on refuses", async () => {
    const path = join(folder(), "stale.sock");
    writeFileSync(path, "");
    expect((await unix(path)).outcome).toMatchObject({ kind: "refused", code: "ECONNREFUSED" });
  });

  test("a path through a file is not found", async () => {
    const path = join(folder(), "file");
    writeFileSync(path, "");
    expect((await unix(join(path, "x.sock"))).outcome).toMatchObject({ kind: "not-found", code: "ENOTDIR" });
  });

  test("a path that is too long for a socket is not found", async () => {
    expect((await unix(`/tmp/${"x".repeat(200)}`)).outcome.kind).toBe("not-found");
  });
});
