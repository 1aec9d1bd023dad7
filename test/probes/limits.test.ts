import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { limitsProbe } from "../../src/probes/limits.ts";
import { fakeProc } from "./fake-proc.ts";
import { givenContext } from "./given-context.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-limits-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const OPEN =
  "Limit                     Soft Limit           Hard Limit           Units     \nMax open files            64                   4096                 files     \n";

async function look(
  withChildren = false,
  watchMs = 0,
  meanwhile: () => void = () => undefined,
  more: { readonly socketsFrom?: number } = {},
) {
  const proc = fakeProc(folder, [
    { pid: 77, comm: "node", words: ["node"] },
    { pid: 78, comm: "worker", words: ["worker"] },
  ]);
  for (const [nth, to] of ["socket:[1]", "/dev/null", "socket:[2]"].entries()) {
    mkdirSync(join(proc, "77", "fd"), { recursive: true });
    symlinkSync(to, join(proc, "77", "fd", String(nth)));
  }
  write("proc/77/limits", OPEN);
  write("proc/77/task/77/children", "78 99 ");
  const probe = limitsProbe({ proc, cgroups: join(folder, "cgroup") });
  const request = { kind: "limits", pids: [77], withChildren, watchMs, ...more } as const;
  const looking = probe(request, givenContext());
  setTimeout(meanwhile, watchMs * 0.7);
  const [measurement] = await looking;
  if (measurement?.kind !== "limits") throw new Error("nothing was measured");
  return measurement.facts.processes;
}

describe("what a process may use", () => {
  it("is its open files, where they may be seen, and those of its children that still live", async () => {
    const [own, child, ...others] = await look(true);
    expect(own).toMatchObject({ pid: 77, of: 77, files: { open: 3, most: 64 }, cpu: undefined });
    expect(child).toMatchObject({ pid: 78, of: 77, command: "worker", files: undefined });
    expect(others).toEqual([]);
  });
  it.each([
    [3, 2],
    [4, undefined],
  ])("is its sockets too, where it has %i files open", async (socketsFrom, count) => {
    expect((await look(false, 0, undefined, { socketsFrom })).map(({ sockets }) => sockets)).toEqual([count]);
  });
  it("is the quota of any group that it lies in, version 2, with what grew meanwhile", async () => {
    write("cgroup/cgroup.controllers", "cpu memory pids\n");
    write("proc/77/cgroup", "0::/pod/api\n");
    write("cgroup/pod/cpu.max", "50000 100000\n");
    write("cgroup/pod/cpu.stat", "usage_usec 9\nnr_periods 100\nnr_throttled 90\nthrottled_usec 5\n");
    write("cgroup/pod/api/cpu.max", "max 100000\n");
    write("cgroup/pod/api/cpu.stat", "nr_periods 0\nnr_throttled 0\n");
    write("cgroup/pod/api/memory.max", "104857600\n");
    write("cgroup/pod/api/memory.current", "1048576\n");
    write("cgroup/pod/api/memory.events", "low 0\nhigh 0\nmax 7\noom 2\noom_kill 2\n");
    write("cgroup/pod/api/pids.max", "max\n");
    const [own] = await look(false, 1_000, () =>
      write("cgroup/pod/cpu.stat", "nr_periods 111\nnr_throttled 98\n"),
    );
    expect(own).toMatchObject({
      cpu: { group: "/pod", cores: 0.5, periods: 11, throttled: 8 },
      memory: { group: "/pod/api", mostBytes: 104_857_600, heldBytes: 1_048_576, kills: 2 },
      tasks: undefined,
    });
  });
  it("is told by version 1 in a tree for each controller", async () => {
    write("proc/77/cgroup", "9:memory:/docker/a\n8:cpu,cpuacct:/docker/a\n7:pids:/docker/a\n0::/\n");
    write("cgroup/cpu/docker/a/cpu.cfs_quota_us", "20000\n");
    write("cgroup/cpu/docker/a/cpu.cfs_period_us", "100000\n");
    write("cgroup/cpu/docker/a/cpu.stat", "nr_periods 5\nnr_throttled 4\nthrottled_time 9\n");
    write("cgroup/memory/docker/a/memory.limit_in_bytes", "9223372036854771712\n");
    write("cgroup/memory/docker/a/memory.usage_in_bytes", "4096\n");
    write("cgroup/pids/docker/a/pids.max", "40\n");
    write("cgroup/pids/docker/a/pids.current", "40\n");
    write("cgroup/pids/docker/a/pids.events", "max 3\n");
    expect((await look())[0]).toMatchObject({
      cpu: { group: "/docker/a", cores: 0.2, periods: 0, throttled: 0 },
      memory: undefined,
      tasks: { group: "/docker/a", most: 40, held: 40, refused: 0 },
    });
  });
  it("is unknown where its groups lie outside of what can be seen", async () => {
    write("cgroup/cgroup.controllers", "cpu\n");
    write("proc/77/cgroup", "0::/../other\n");
    write("cgroup/cpu.max", "1000 100000\n");
    write("cgroup/cpu.stat", "nr_periods 5\nnr_throttled 4\n");
    expect((await look())[0]).toMatchObject({ cpu: undefined, memory: undefined, tasks: undefined });
  });
});
