import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { endianness, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listenersProbe } from "../../src/probes/listeners.ts";
import { owner } from "../given/host.ts";
import { fakeProc } from "./fake-proc.ts";
import { givenContext } from "./given-context.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-listeners-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HEAD =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const line = (local: string, state: string, inode: number, waiting = 0) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:0000000${waiting} 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`;

async function look(proc: string) {
  const [measurement] = await listenersProbe(proc)({ kind: "listeners" }, givenContext());
  if (measurement?.kind !== "listeners") throw new Error("nothing was measured");
  return measurement;
}

describe("listening sockets", () => {
  it.runIf(endianness() === "LE")(
    "are read from both tables, with the process that opened them",
    async () => {
      const proc = fakeProc(folder, [{ pid: 77, comm: "node", words: ["node"] }]);
      mkdirSync(join(proc, "net"));
      mkdirSync(join(proc, "77", "fd"));
      writeFileSync(join(proc, "77", "cgroup"), "0::/system.slice/api.service\n");
      symlinkSync("socket:[501]", join(proc, "77", "fd", "3"));
      writeFileSync(
        join(proc, "net", "tcp"),
        HEAD + line("0100007F:2328", "0A", 501, 3) + line("0500000A:0050", "01", 502),
      );
      const v6 = [
        "00000000000000000000000001000000",
        "B80D0120000000000000000001000000",
        "0000000000000000FFFF00000500000A",
      ];
      writeFileSync(
        join(proc, "net", "tcp6"),
        HEAD + v6.map((hex, nth) => line(`${hex}:0050`, "0A", 600 + nth)).join(""),
      );
      const { facts, outcome } = await look(proc);
      expect(outcome.kind).toBe("answered");
      expect(facts.listeners).toEqual([
        {
          address: "127.0.0.1",
          port: 9000,
          waiting: 3,
          owner: owner(77, "node", {
            startedAt: 1_700_000_010_000,
            unit: "api.service",
            cgroup: "/system.slice/api.service",
          }),
        },
        { address: "::1", port: 80, waiting: 0, owner: undefined },
        { address: "2001:db8::1", port: 80, waiting: 0, owner: undefined },
        { address: "10.0.0.5", port: 80, waiting: 0, owner: undefined },
      ]);
    },
  );
  it.runIf(endianness() === "LE")("tell of the owner's children of its own name", async () => {
    const given = (pid: number, comm: string, ticks: number) => ({ pid, comm, words: [comm], ticks });
    const proc = fakeProc(folder, [
      given(77, "gunicorn: maste", 1_000),
      given(78, "gunicorn: worke", 1_010),
      given(79, "gunicorn: worke", 5_000),
      given(80, "convert", 6_000),
    ]);
    mkdirSync(join(proc, "net"));
    for (const pid of [77, 78, 79, 80]) mkdirSync(join(proc, String(pid), "fd"));
    mkdirSync(join(proc, "77", "task", "77"), { recursive: true });
    writeFileSync(join(proc, "77", "task", "77", "children"), "78 79 80 ");
    for (const pid of ["77", "78", "79"]) symlinkSync("socket:[501]", join(proc, pid, "fd", "3"));
    symlinkSync("socket:[502]", join(proc, "79", "fd", "4"));
    symlinkSync("socket:[503]", join(proc, "79", "fd", "5"));
    const own = line("0100007F:2328", "0A", 501) + line("0100007F:2328", "01", 502);
    writeFileSync(join(proc, "net", "tcp"), HEAD + own + line("0100007F:9999", "01", 503));
    const { facts } = await look(proc);
    expect(facts.listeners[0]?.owner?.children).toEqual({
      youngestAt: 1_700_000_050_000,
      connections: [0, 1],
    });
  });
  it.runIf(process.platform === "linux")("include one of this very process", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { facts } = await look("/proc");
    server.close();
    expect(facts.listeners.find((one) => one.port === port)).toMatchObject({
      address: "127.0.0.1",
      owner: { pid: process.pid },
    });
    expect(facts.localAddresses).toContain("127.0.0.1");
  });
  it("are unknown where there is no such list", async () => {
    expect((await look(join(folder, "none"))).outcome.kind).toBe("not-tried");
  });
});
