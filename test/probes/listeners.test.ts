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
