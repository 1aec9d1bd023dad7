import type { KernelEvent, OutOfMemoryKill } from "../../model/kernel.ts";
import { containerIn, unitIn } from "./cgroup.ts";
import type { KernelLine } from "./kernel-log.ts";

/** Events that are kept, the latest ones: a host that kills all day says the same again and again. */
const MOST = 500;

/** What the kernel's log tells of processes that it ended or kept from something. `ties` are not looked up here. */
export function kernelEvents(lines: readonly KernelLine[]): readonly KernelEvent[] {
  const groups = new Map<number, Group>();
  const events: KernelEvent[] = [];
  for (const line of lines) {
    const group = groupIn(line.text);
    if (group !== undefined) groups.set(group.pid, group);
    const event = killIn(line, groups) ?? crashIn(line) ?? denialIn(line) ?? fullTableIn(line);
    if (event !== undefined) events.push(event);
  }
  return events.slice(-MOST);
}

interface Group {
  readonly pid: number;
  readonly cgroup: string;
}

/** "oom-kill:constraint=CONSTRAINT_MEMCG,…,task_memcg=/a,task=node,pid=13369,uid=0" (mm/oom_kill.c, since 5.0). */
function groupIn(text: string): Group | undefined {
  const [, cgroup, pid] =
    /^oom-kill:constraint=\w+,.*?task_memcg=(\/.*?),task=.*,pid=(\d+),uid=\d+$/.exec(text) ?? [];
  return cgroup === undefined ? undefined : { cgroup, pid: Number(pid) };
}

/** "Memory cgroup out of memory: Killed process 13369 (node) total-vm:750776kB, anon-rss:28544kB, …". */
function killIn({ at, text }: KernelLine, groups: ReadonlyMap<number, Group>): OutOfMemoryKill | undefined {
  const [, how, number, command] =
    /^(Memory cgroup out of memory|Out of memory(?: \([^)]*\))?): Kill(?:ed)? process (\d+) \((.*)\)[ ,]/.exec(
      text,
    ) ?? [];
  if (number === undefined || command === undefined) return undefined;
  const pid = Number(number);
  const cgroup = groups.get(pid)?.cgroup;
  const held = / anon-rss:(\d+)kB/.exec(text)?.[1];
  return {
    kind: "oom-kill",
    at,
    pid,
    command,
    cgroup,
    unit: cgroup === undefined ? undefined : unitIn(cgroup),
    container: cgroup === undefined ? undefined : containerIn(cgroup),
    isGroupLimit: how === "Memory cgroup out of memory",
    heldBytes: held === undefined ? undefined : Number(held) * 1024,
    ties: [],
  };
}

/** "app[123]: segfault at 0 ip …", "traps: app[123] general protection fault ip:…", "traps: app[1] trap invalid opcode ip:…". */
function crashIn({ at, text }: KernelLine): KernelEvent | undefined {
  const [, command, pid, how] =
    /^(?:traps: )?(.{1,64})\[(\d+)\]:? (segfault(?= at )|general protection(?: fault)?(?= ip:)|trap [a-z ]+?(?= ip:))/.exec(
      text,
    ) ?? [];
  if (command === undefined || how === undefined) return undefined;
  return { kind: "crash", at, pid: Number(pid), command, how: how.replace(/^trap /, "") };
}

/** Lines of type 1400 (AVC): `avc:  denied  { name_connect } for …` of SELinux, `apparmor="DENIED" …` of AppArmor. */
function denialIn({ at, text }: KernelLine): KernelEvent | undefined {
  const isSelinux = /\bavc: +denied +\{ [^}]*\}/.test(text) && !/\bpermissive=1\b/.test(text);
  if (!isSelinux && !/\bapparmor="DENIED"/.test(text)) return undefined;
  const command = word(text, "comm");
  if (command === undefined) return undefined;
  const connects = isSelinux
    ? /\{ [^}]*name_connect/.test(text)
    : word(text, "operation") === "connect" && /^inet6?$/.test(word(text, "family") ?? "");
  const port = isSelinux && connects ? /\bdest=(\d+)\b/.exec(text)?.[1] : undefined;
  return {
    kind: "denial",
    at,
    by: isSelinux ? "SELinux" : "AppArmor",
    command,
    domain: isSelinux ? /\bscontext=\w+:\w+:(\w+)/.exec(text)?.[1] : word(text, "profile"),
    connects,
    port: port === undefined ? undefined : Number(port),
    path: word(text, "path") ?? word(text, "name"),
  };
}

/** `name="value"`, or the value in hexadecimal where it holds a blank or a quote (audit's untrusted strings). */
function word(text: string, name: string): string | undefined {
  const [, quoted, hex] = new RegExp(`\\b${name}=(?:"([^"]*)"|([0-9A-F]{2,512})\\b)`).exec(text) ?? [];
  return quoted ?? (hex === undefined ? undefined : Buffer.from(hex, "hex").toString("utf8"));
}

function fullTableIn({ at, text }: KernelLine): KernelEvent | undefined {
  return /^nf_conntrack: (?:nf_conntrack: )?table full, dropping packet/.test(text)
    ? { kind: "conntrack-full", at }
    : undefined;
}
