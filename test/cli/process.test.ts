import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The built program as a process of its own: streams, terminals, signals. Needs `npm run build`, which `npm test` does. */
const UHC = fileURLToPath(new URL("../../bin/uhc.js", import.meta.url));
const ENV = { PATH: process.env.PATH, HOME: process.env.HOME, TERM: "xterm-256color" };
const hasTerminal = existsSync("/usr/bin/script");

function uhc(args: readonly string[], env: Record<string, string> = {}, input = "") {
  return spawnSync(process.execPath, [UHC, ...args], { env: { ...ENV, ...env }, input, encoding: "utf8" });
}

function shell(words: string, before = "") {
  const line = `${before}"${process.execPath}" "${UHC}" ${words}`;
  return spawnSync("sh", ["-c", line], { env: ENV, encoding: "utf8" });
}

/** Runs a shell line in a pseudo-terminal and gives what appeared there; util-linux's script makes the terminal. */
function inTerminal(line: string, env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn("script", ["-qec", line, "/dev/null"], {
      env: { ...ENV, ...env },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    child.on("close", () => resolve(text));
  });
}

/** Takes connections and never says a word. */
const silent = createServer(() => {});
let address = "";
let folder = "";
/** A module that has garbage collected all the time. */
let collecting = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "uhc-process-"));
  collecting = join(folder, "collecting.cjs");
  writeFileSync(collecting, "setInterval(gc, 50).unref();\n");
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  const made = silent.address();
  address = typeof made === "object" && made !== null ? `http://127.0.0.1:${made.port}/` : "";
});
afterAll(() => {
  silent.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the built program", () => {
  it.each([["--version"], ["-V"]])("answers %s at once", (flag) => {
    const { status, stdout, stderr } = uhc([flag]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([["--version"], ["--help"], ["explain"]])("loads no library that %s has no use for", (flag) => {
    const heavy = /undici|systeminformation|dns-packet|chalk|\bora\b/;
    const { stdout } = spawnSync(process.execPath, ["--cpu-prof", `--cpu-prof-dir=${folder}`, UHC, flag], {
      env: ENV,
      encoding: "utf8",
    });
    expect(stdout).not.toBe("");
    const loaded = uhc([flag], { NODE_DEBUG: "esm,module" }).stderr;
    expect(loaded).not.toMatch(new RegExp(`chunks/(${heavy.source})`));
    expect(loaded).not.toMatch(/chunks\/wire/);
  });

  it.each([
    [["--bogus"], 2],
    [["diagnose", "--bogus"], 2],
    [["diagnose", "--format", "xml"], 2],
    [["diagnose", "-c", "/no/such/file"], 2],
    [["nonsense"], 2],
    [[], 2],
    [["help"], 0],
  ])("exits for %j with %d", (args, code) => {
    const { status, stdout, stderr } = uhc(args);
    expect(status).toBe(code);
    expect(code === 2 ? stdout : stderr).toBe("");
  });

  it("says that an empty standard input is no config, and what to do", () => {
    const { status, stdout, stderr } = uhc(["diagnose", "-c", "-"], {}, "");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/empty/);
    expect(stderr).toMatch(/nginx -t/);
  });

  it("ends quietly when nobody reads on", () => {
    const { stdout, stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${UHC}" explain | head -n 1`], {
      env: ENV,
      encoding: "utf8",
    });
    expect(stdout).toBe("backend\n");
    expect(stderr).toBe("");
  });

  it.each([["--version"], ["--help"], ["explain"], ["schema report"], ["diagnose unix:/nope -f ndjson"]])(
    "says in one line that the output of %s could not be written",
    (words) => {
      const { status, stderr } = shell(`${words} >/dev/full`);
      expect(status).toBe(3);
      expect(stderr).toMatch(/^uhc: standard output could not be written: [^\n]+\n$/);
    },
  );

  it("keeps its exit code where nobody can hear its complaint", () => {
    expect(shell("diagnose -c /no/such/file 2>/dev/full").status).toBe(2);
  });

  it("says in one line that the current directory is gone", () => {
    const gone = join(folder, "gone");
    mkdirSync(gone);
    const { status, stderr } = shell("explain", `cd "${gone}" && rmdir "${gone}" && `);
    expect([status, stderr]).toEqual([2, "uhc: the current directory is gone: change to one that exists\n"]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "can be stopped by %s while its config does not come",
    async (signal) => {
      const child = spawn(process.execPath, [UHC, "diagnose", "-c", "-"], { env: ENV });
      let text = "";
      child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      const timer = setInterval(() => child.kill(signal), 300);
      const [status, killedBy] = await once(child, "close");
      clearInterval(timer);
      expect(killedBy ?? status).toBe(killedBy === null ? (signal === "SIGINT" ? 130 : 143) : signal);
      expect(text).not.toMatch(/\n\s+at /);
    },
  );

  it("keeps its deadline although garbage is collected, and says that it did not finish", () => {
    const args = [
      "--expose-gc",
      "-r",
      collecting,
      UHC,
      "diagnose",
      address,
      "--timeout",
      "20s",
      "--deadline",
      "1s",
    ];
    const { status, stdout } = spawnSync(process.execPath, [...args, "--json"], {
      env: ENV,
      encoding: "utf8",
    });
    const report = JSON.parse(stdout);
    expect([report.complete, status === 0]).toEqual([false, false]);
    expect(report.durationMs).toBeLessThan(15_000);
  });

  it("prints nothing of Node's own about colour variables", () => {
    expect(uhc(["explain", "disk-full"], { NO_COLOR: "1", FORCE_COLOR: "1" }).stderr).toBe("");
  });

  it("writes no escape byte to a file or a pipe", () => {
    const { stdout, stderr } = uhc(["diagnose", address, "--timeout", "300ms", "--no-experiments"]);
    expect(stdout + stderr).not.toContain("\x1b");
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("tells what it knows on %s", async (signal, code) => {
    const child = spawn(process.execPath, [UHC, "diagnose", address, "--timeout", "30s", "-f", "ndjson"], {
      env: ENV,
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      if (!text.includes("step-started") && chunk.includes("step-started")) child.kill(signal);
      text += chunk;
    });
    const [status] = await once(child, "close");
    const report = JSON.parse(text.trim().split("\n").at(-1) ?? "");
    expect([status, report.event, report.complete]).toEqual([code, "report", false]);
  });
});

describe.skipIf(!hasTerminal)("on a terminal", () => {
  const page = `"${process.execPath}" "${UHC}" explain disk-full`;

  it.each([
    ["colour by default", "", {}, true],
    ["none with NO_COLOR", "", { NO_COLOR: "1" }, false],
    ["colour where FORCE_COLOR stands beside NO_COLOR", "", { NO_COLOR: "1", FORCE_COLOR: "1" }, true],
    ["none on a dumb terminal", "", { TERM: "dumb" }, false],
    ["none with --color never", " --color never", { FORCE_COLOR: "1" }, false],
    ["colour with --color always", " --color always", { NO_COLOR: "1" }, true],
    ["colour in CI too", "", { CI: "true" }, true],
    ["none in a pipe", " | cat", {}, false],
    ["colour in a pipe with FORCE_COLOR", " | cat", { FORCE_COLOR: "1" }, true],
  ])("there is %s", async (_, tail, env, isColored) => {
    const text = await inTerminal(page + tail, env);
    expect(text).toContain("disk-full");
    expect(text.includes("\x1b[")).toBe(isColored);
  });

  const run = () =>
    `stty cols 80 rows 24; "${process.execPath}" "${UHC}" diagnose ${address} --timeout 900ms --no-experiments --color never`;

  it("there is a spinner while a run lasts, and the cursor comes back", async () => {
    const text = await inTerminal(run());
    expect(text).toContain("\x1b[?25l");
    expect(text.lastIndexOf("\x1b[?25h")).toBeGreaterThan(text.lastIndexOf("\x1b[?25l"));
  });

  it("there is no spinner where the terminal has no width", async () => {
    expect(await inTerminal(run().replace("cols 80", "cols 0"))).not.toContain("\x1b");
  });

  it.each([
    ["for those who want quiet", " -q", {}],
    ["in CI", "", { CI: "true" }],
    ["on a dumb terminal", "", { TERM: "dumb" }],
  ])("there is no spinner %s", async (_, tail, env) => {
    expect(await inTerminal(run() + tail, env)).not.toContain("\x1b");
  });

  it("there is no escape byte in a file that stderr goes to", async () => {
    const file = join(folder, "err.txt");
    expect(await inTerminal(`${run()} 2>${file}`)).not.toContain("\x1b");
    expect(readFileSync(file, "utf8")).toBe("");
  });
});
