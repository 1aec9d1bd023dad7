import { describe, expect, it } from "vitest";
import { kernelEvents } from "../../../src/probes/host/kernel-events.ts";

const lines = (...texts: readonly string[]) => texts.map((text, nth) => ({ at: 1_000 + nth, text }));

describe("what the kernel's log tells", () => {
  it("is a kill for memory in a control group, named by the line before", () => {
    const told = lines(
      "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/system.slice/api.service,task_memcg=/system.slice/api.service,task=a,b (c),pid=13369,uid=0",
      "Memory cgroup out of memory: Killed process 13369 (a,b (c)) total-vm:750776kB, anon-rss:28544kB, file-rss:33536kB",
    );
    expect(kernelEvents(told)).toEqual([
      {
        kind: "oom-kill",
        at: 1_001,
        pid: 13369,
        command: "a,b (c)",
        cgroup: "/system.slice/api.service",
        unit: "api.service",
        container: undefined,
        isGroupLimit: true,
        heldBytes: 28_544 * 1024,
        ties: [],
      },
    ]);
  });
  it("is a kill of the whole host, in old and new words", () => {
    const told = lines(
      "Out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB",
      "Out of memory: Kill process 8 (java) score 900 or sacrifice child",
    );
    expect(kernelEvents(told)).toMatchObject([
      { pid: 7, isGroupLimit: false, cgroup: undefined },
      { pid: 8, isGroupLimit: false },
    ]);
  });
  it.each([
    ["app[123]: segfault at 8 ip 00007f sp 00007f error 4 in libc.so.6[1+2]", "app", 123, "segfault"],
    ["traps: my app[9] general protection fault ip:1 sp:2 error:0", "my app", 9, "general protection fault"],
    ["traps: app[9] trap invalid opcode ip:1 sp:2 error:0 in app[1+2]", "app", 9, "invalid opcode"],
  ])("is a crash: %s", (text, command, pid, how) => {
    expect(kernelEvents(lines(text))).toEqual([{ kind: "crash", at: 1_000, pid, command, how }]);
  });
  it("is what SELinux and AppArmor refuse, but not what they would only note", () => {
    const avc =
      'audit: type=1400 audit(1.2:3): avc:  denied  { name_connect } for  pid=5 comm="nginx" dest=8081 scontext=a tcontext=b tclass=tcp_socket permissive=';
    const armor =
      'audit: type=1400 audit(1.2:3): apparmor="DENIED" operation="connect" profile="nginx" name="/run/app.sock" pid=5 comm=6E67696E78 requested_mask="wr"';
    expect(kernelEvents(lines(`${avc}0`, `${avc}1`, armor))).toMatchObject([
      { kind: "denial", by: "SELinux", command: "nginx", port: 8081 },
      { kind: "denial", by: "AppArmor", command: "nginx", path: "/run/app.sock" },
    ]);
  });
  it("is a full table of connections", () => {
    const told = lines(
      "nf_conntrack: nf_conntrack: table full, dropping packet",
      "nf_conntrack: table full, dropping packet.",
    );
    expect(kernelEvents(told).map(({ kind }) => kind)).toEqual(["conntrack-full", "conntrack-full"]);
  });
  it("is nothing in what a program wrote there, or in half a line", () => {
    const told = lines(
      "myapp: Out of memory: Killed process 7 (java) total-vm:1kB",
      "Out of memory: Killed process",
      "note: app[1] exited with irqs disabled",
      "segfault at 0",
      "oom-kill:constraint=",
    );
    expect(kernelEvents(told)).toEqual([]);
  });
});
