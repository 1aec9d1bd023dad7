import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { kernelProbe } from "../../src/probes/kernel.ts";
import { fakeProc } from "./fake-proc.ts";
import { givenContext } from "./given-context.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-kernel-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const killed = (group: string) =>
  `6,1,5000000,-;oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg=${group},task=node,pid=9,uid=0\n`;
const KILLED =
  "3,2,5000001,-;Memory cgroup out of memory: Killed process 9 (node) total-vm:1kB, anon-rss:2kB\n";

/** The records of the log in a plain file, which gives them one a read where each fills the buffer. */
function records(...all: readonly string[]): string {
  return all.map((one) => one.padEnd(8_192, "\0")).join("");
}

async function look(kmsg: string, watchMs = 0, net = "own") {
  const proc = fakeProc(folder, [
    { pid: 77, comm: "sh", words: ["sh", "-c", "app --port 8081; sleep 9"], net },
  ]);
  write("proc/77/cgroup", "0::/apps/api\n");
  const probe = kernelProbe({ proc, kmsg: join(folder, kmsg), root: folder });
  const [measurement] = await probe({ kind: "kernel", ports: [8081, 9999], watchMs }, givenContext());
  if (measurement?.kind !== "kernel") throw new Error("nothing was measured");
  return measurement.facts;
}

describe("the kernel's word", () => {
  it("ties a kill to a port by what still runs in its control group", async () => {
    write("kmsg", records(killed("/apps/api"), KILLED));
    const { events } = await look("kmsg");
    expect(events).toMatchObject([
      {
        at: 1_700_000_005_000.001,
        pid: 9,
        cgroup: "/apps/api",
        ties: [{ port: 8081, by: "the command line of pid 77 sh in the same control group" }],
      },
    ]);
  });
  it("ties nothing by a process in another network: containers side by side all serve 8081", async () => {
    write("kmsg", records(killed("/apps/api"), KILLED));
    expect((await look("kmsg", 0, "other")).events).toMatchObject([{ pid: 9, ties: [] }]);
  });
  it("ties it by the unit's files, comments left out", async () => {
    write("kmsg", records(killed("/system.slice/api.service"), KILLED));
    write("etc/systemd/system/api.service", "[Service]\n# --port 9999\nExecStart=/usr/bin/api\n");
    write("etc/systemd/system/api.service.d/port.conf", "[Service]\nEnvironment=PORT=8081\n");
    expect((await look("kmsg")).events).toMatchObject([
      { ties: [{ port: 8081, by: "/etc/systemd/system/api.service.d/port.conf" }] },
    ]);
  });
  it("ties it by the ports that its container publishes", async () => {
    const id = "ab".repeat(32);
    write("kmsg", records(killed(`/docker/${id}`), KILLED));
    write(
      `var/lib/docker/containers/${id}/hostconfig.json`,
      '{"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8081"}]}}',
    );
    expect((await look("kmsg")).events).toMatchObject([
      { container: id, ties: [{ port: 8081, by: "the published ports of container abababababab" }] },
    ]);
  });
  it("says why the log was not read", async () => {
    expect(await look("none")).toMatchObject({ events: [], logUnread: expect.stringContaining("ENOENT") });
  });
  it("holds the table of connections, and counters only where they can be read", async () => {
    write("kmsg", "");
    write("proc/sys/net/netfilter/nf_conntrack_count", "65536\n");
    write("proc/sys/net/netfilter/nf_conntrack_max", "65536\n");
    write("proc/net/stat/nf_conntrack", "entries drop early_drop\n00000001 0000000a 00000000\n");
    write("proc/net/netstat", "TcpExt: A ListenOverflows ListenDrops\nTcpExt: 1 7 7\n");
    expect(await look("kmsg")).toMatchObject({
      conntrack: { entries: 65_536, most: 65_536, dropped: 0 },
      listenOverflows: 0,
      logUnread: undefined,
    });
  });
});
