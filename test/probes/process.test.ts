import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GATEWAY_PROGRAMS } from "../../src/gateways/programs.ts";
import { processProbe } from "../../src/probes/process.ts";
import { type FakeProcess, fakeProc } from "./fake-proc.ts";
import { givenContext } from "./given-context.ts";

let folder = "";
let conf = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-process-"));
  conf = join(folder, "nginx.conf");
  writeFileSync(conf, "");
});
afterEach(() => rmSync(folder, { recursive: true }));

const here = { net: "own", mnt: "own", cwd: "/", comm: "nginx" } as const;
const master = (pid: number): FakeProcess => ({
  ...here,
  pid,
  words: [`nginx: master process nginx -c ${conf}`],
  ticks: 100,
});

async function look(processes: readonly FakeProcess[], pidText?: string, configFile = conf) {
  const pidFile = join(folder, "nginx.pid");
  if (pidText !== undefined) writeFileSync(pidFile, pidText);
  const probe = processProbe({ programs: GATEWAY_PROGRAMS, proc: fakeProc(folder, processes), root: "" });
  const [measurement] = await probe(
    { kind: "process", gateway: "nginx", configFile, pidFile, configFiles: [configFile] },
    givenContext(),
  );
  if (measurement?.kind !== "process") throw new Error("no measurement");
  return measurement;
}

describe("the process probe", () => {
  it("finds the process that runs the config, by another name of the file too", async () => {
    const link = join(folder, "link.conf");
    symlinkSync(conf, link);
    for (const name of [conf, link]) {
      rmSync(join(folder, "proc"), { recursive: true, force: true });
      const { outcome, facts } = await look([master(10)], "10\n", name);
      expect(outcome.kind).toBe("answered");
      expect(facts).toEqual({
        pidFile: "alive",
        lastChange: { path: name, modifiedAt: statSync(conf).mtimeMs, touchedAt: statSync(conf).ctimeMs },
        processes: [
          {
            pid: 10,
            startedAt: 1_700_000_001_000,
            workersSince: undefined,
            commandLine: `nginx: master process nginx -c ${conf}`,
            user: "root",
            sharesNetwork: true,
          },
        ],
      });
    }
  });

  it("tells which plain files its output goes to, and no pipe, no device and no file that was removed", async () => {
    const [out, gone] = [join(folder, "out.log"), join(folder, "gone.log")];
    writeFileSync(out, "");
    const outputs = async (first: string, second: string) => {
      rmSync(join(folder, "proc"), { recursive: true, force: true });
      fakeProc(folder, [master(10)]);
      const descriptors = join(folder, "proc/10/fd");
      mkdirSync(descriptors);
      symlinkSync(first, join(descriptors, "1"));
      symlinkSync(second, join(descriptors, "2"));
      const probe = processProbe({ programs: GATEWAY_PROGRAMS, proc: join(folder, "proc"), root: "" });
      const request = { kind: "process", gateway: "nginx", configFile: conf, pidFile: undefined } as const;
      const [seen] = await probe({ ...request, configFiles: [] }, givenContext());
      return seen?.kind === "process" ? seen.facts.processes[0]?.outputs : undefined;
    };
    expect(await outputs(out, out)).toEqual([out]);
    expect(await outputs("/dev/null", out)).toEqual([out]);
    expect(await outputs("pipe:[4711]", gone)).toBe(undefined);
  });

  it("tells since when the oldest worker serves, but for those that are about to go", async () => {
    const worker = (pid: number, title: string, ticks: number): FakeProcess => ({
      ...here,
      pid,
      parent: 10,
      words: [`nginx: worker process${title}`],
      ticks,
    });
    const workers = [worker(11, " is shutting down", 100), worker(12, "", 500), worker(13, "", 900)];
    const { facts } = await look([master(10), ...workers], "10");
    expect(facts.processes).toMatchObject([{ pid: 10, workersSince: 1_700_000_005_000 }]);
  });

  it("a pid file whose process is gone, or is another program by now, is stale", async () => {
    expect(await look([], "10")).toMatchObject({
      outcome: { kind: "not-tried" },
      facts: { pidFile: "stale" },
    });
    rmSync(join(folder, "proc"), { recursive: true });
    const other = { ...here, pid: 10, comm: "bash", words: ["bash"] };
    expect(await look([other], "10")).toMatchObject({
      outcome: { kind: "not-found" },
      facts: { pidFile: "stale", processes: [] },
    });
  });

  it("an empty pid file proves nothing: testing a config leaves it behind", async () => {
    expect((await look([master(10)], "")).facts.pidFile).toBe("missing");
  });

  it("a pid file with something else in it can't be read", async () => {
    expect((await look([], "../../etc")).facts.pidFile).toBe("unreadable");
  });

  it("a pid file that is a pipe can't be read, and nobody waits for its writer", async () => {
    execFileSync("mkfifo", [join(folder, "nginx.pid")]);
    expect((await look([])).facts.pidFile).toBe("unreadable");
  });

  it("the pid file leads to a process whose config can't be seen", async () => {
    const hidden: FakeProcess = {
      pid: 10,
      comm: "nginx",
      words: ["nginx: master process nginx -p lab -c x.conf"],
    };
    expect((await look([hidden], "10")).facts.processes).toHaveLength(1);
  });

  it("does not call a gateway missing while one runs whose config can't be seen", async () => {
    const hidden: FakeProcess = {
      pid: 10,
      comm: "nginx",
      words: ["nginx: master process nginx -p lab -c x.conf"],
    };
    expect((await look([hidden])).outcome.kind).toBe("not-allowed");
  });

  it("a container's config of the same name counts only where this host runs none", async () => {
    const container = { ...master(10), mnt: "other", net: "other", root: "/" };
    expect((await look([container, master(11)])).facts.processes.map((one) => one.pid)).toEqual([11]);
    rmSync(join(folder, "proc"), { recursive: true });
    expect((await look([container])).facts.processes).toMatchObject([{ pid: 10, sharesNetwork: false }]);
  });
});
