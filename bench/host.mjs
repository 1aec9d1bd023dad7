/**
 * How long uhc takes to find out whose the listening sockets of a host are, which of its processes are gateways, and how near
 * sixteen of them are to their limits: on a made-up tree that looks like /proc, with as many processes and sockets as are
 * asked for, and on this host. The goal is one second for all of it, with 2,000 processes and 20,000 sockets. Run it with: node bench/host.mjs [processes] [sockets]
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const GOAL_MS = 1_000;
const [processes = 2_000, sockets = 20_000] = process.argv.slice(2).map(Number);
const LISTENERS = 400;

const folder = mkdtempSync(join(tmpdir(), "uhc-bench-host-"));
const { listenersProbe } = await bundled("src/probes/listeners.ts");
const { limitsProbe } = await bundled("src/probes/limits.ts");
const { gatewayProcesses } = await bundled("src/probes/discover/gateway-processes.ts");
const context = { now: Date.now, clock: () => performance.now(), signal: new AbortController().signal };
const pids = Array.from({ length: 16 }, (_, nth) => nth + 1);

try {
  const made = makeProc(join(folder, "proc"));
  const ms = await time(made);
  const isMissed = ms > GOAL_MS;
  console.log(
    `${processes} processes, ${sockets} sockets: ${ms.toFixed(0)} ms   at most ${GOAL_MS}${isMissed ? "  MISSED" : ""}`,
  );
  console.log(`this host: ${(await time("/proc")).toFixed(0)} ms`);
  process.exitCode = isMissed ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

async function bundled(entry) {
  const options = { entryPoints: [entry], bundle: true, platform: "node", format: "esm", write: false };
  const { outputFiles } = await build(options);
  const path = join(folder, `${entry.replaceAll("/", "-")}.mjs`);
  writeFileSync(path, outputFiles[0].text);
  return import(path);
}

/** The median of five looks. */
async function time(proc) {
  const all = [];
  for (let nth = 0; nth < 5; nth++) {
    const start = performance.now();
    await listenersProbe(proc)({ kind: "listeners" }, context);
    await gatewayProcesses(proc);
    const limits = { kind: "limits", pids, withChildren: true, watchMs: 0 };
    await limitsProbe({ proc, cgroups: "/sys/fs/cgroup" })(limits, context);
    all.push(performance.now() - start);
  }
  return all.sort((one, other) => one - other)[2];
}

/** Ten open files for each process, two of them sockets; a few hundred of all sockets listen. */
function makeProc(proc) {
  mkdirSync(join(proc, "net"), { recursive: true });
  writeFileSync(join(proc, "stat"), "btime 1700000000\n");
  const rows = ["  sl  local_address rem_address   st"];
  for (let nth = 0; nth < sockets; nth++) {
    const state = nth < LISTENERS ? "0A" : "01";
    const port = (1024 + (nth % 60_000)).toString(16).toUpperCase().padStart(4, "0");
    rows.push(
      `   ${nth}: 0100007F:${port} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 0 0 ${nth + 1} 1`,
    );
  }
  writeFileSync(join(proc, "net", "tcp"), `${rows.join("\n")}\n`);
  for (let pid = 1; pid <= processes; pid++) {
    const at = join(proc, String(pid));
    mkdirSync(join(at, "fd"), { recursive: true });
    writeFileSync(join(at, "comm"), "app\n");
    writeFileSync(
      join(at, "limits"),
      "Max open files            1024                 4096                 files\n",
    );
    writeFileSync(join(at, "stat"), `${pid} (app) S 1 ${"0 ".repeat(17)}1000 0 0\n`);
    writeFileSync(join(at, "cgroup"), "0::/system.slice/api.service\n");
    for (let fd = 0; fd < 10; fd++)
      symlinkSync(
        fd < 2 ? `socket:[${(processes - pid) * 2 + fd + 1}]` : `/dev/null`,
        join(at, "fd", String(fd)),
      );
  }
  return proc;
}
