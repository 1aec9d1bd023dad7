import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GATEWAY_PROGRAMS as programs } from "../../../src/gateways/programs.ts";
import { discover } from "../../../src/probes/discover/discover.ts";
import { type FakeProcess, fakeProc } from "../fake-proc.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-discover-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(path: string, text = ""): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

const here = { net: "own", mnt: "own", cwd: "/", comm: "nginx" } as const;
const look = (processes: readonly FakeProcess[]) =>
  discover({ programs, root: undefined, proc: fakeProc(folder, processes) });

describe("finding the gateways of this host", () => {
  it("finds masters by their title, with config, user, age and namespaces, and no workers", async () => {
    const conf = file("a.conf");
    const { gateways, notes } = await look([
      { ...here, pid: 10, words: [`nginx: master process nginx -c ${conf}`], ticks: 500 },
      { ...here, pid: 11, words: ["nginx: worker process"] },
      { ...here, pid: 12, words: ["nginx", "-t", "-c", conf] },
      { ...here, pid: 13, comm: "bash", words: ["bash"] },
    ]);
    expect(gateways).toMatchObject([
      {
        kind: "nginx",
        pid: 10,
        configFile: conf,
        root: undefined,
        sharesNetwork: true,
        user: "root",
        startedAt: 1_700_000_005_000,
      },
    ]);
    expect(notes).toEqual([]);
  });

  it("names count from the folder that nginx was started with", async () => {
    const conf = file("site/a.conf");
    const { gateways } = await look([
      { ...here, pid: 10, words: ["nginx: master process nginx -p site -c a.conf"], cwd: folder },
    ]);
    expect(gateways).toMatchObject([{ configFile: conf, prefix: `${join(folder, "site")}/` }]);
  });

  it("finds the default config in the bytes of a binary that it will not run", async () => {
    const conf = file("default.conf");
    const marks = [
      "nginx version: nginx/1.25.3\n",
      `configure arguments: --prefix=/usr --conf-path=${conf}\n`,
    ];
    const exe = file("bin/nginx", `\x7fELF\0${marks.join("\0")}\0`);
    const { gateways } = await look([{ ...here, pid: 10, words: ["nginx: master process nginx"], exe }]);
    expect(gateways).toMatchObject([{ configFile: conf, configFileFrom: "built-in", binary: exe }]);
  });

  it("reads the files of another mount namespace through the process, and says so", async () => {
    file("container/etc/app.conf");
    const { gateways, notes } = await look([
      {
        ...here,
        pid: 10,
        words: ["nginx: master process nginx -c /etc/app.conf"],
        mnt: "other",
        net: "other",
        root: join(folder, "container"),
      },
    ]);
    expect(gateways).toMatchObject([
      { configFile: "/etc/app.conf", root: join(folder, "proc/10/root"), sharesNetwork: false },
    ]);
    expect(notes[0]?.because).toContain("/proc/10/root");
  });

  it("a config that is gone is a note", async () => {
    const { notes } = await look([
      { ...here, pid: 10, words: ["nginx: master process nginx -c /nowhere/x.conf"] },
    ]);
    expect(notes).toEqual([
      {
        what: "nginx with process id 10",
        because: "its config file /nowhere/x.conf does not exist any more",
      },
    ]);
  });

  it("what may not be seen is a note", async () => {
    const conf = file("a.conf");
    const { gateways, notes } = await look([
      { pid: 10, comm: "nginx", words: [`nginx: master process nginx -c ${conf}`] },
      { pid: 11, comm: "nginx", words: ["nginx: master process nginx -p lab -c x.conf"] },
    ]);
    expect(gateways).toMatchObject([{ pid: 10, sharesNetwork: undefined }]);
    expect(notes.map((note) => note.what)).toEqual([
      "the network namespace of nginx with process id 10",
      "nginx with process id 11",
    ]);
  });

  it("two masters of one config are one gateway: the one in this network", async () => {
    const conf = file("a.conf");
    const words = [`nginx: master process nginx -c ${conf}`];
    const { gateways } = await look([
      { ...here, pid: 10, words, net: "other" },
      { ...here, pid: 11, words },
    ]);
    expect(gateways.map((one) => one.pid)).toEqual([11]);
  });

  it("reads the environment of a Caddy, whose config may need it, and of no one else", async () => {
    const conf = file("Caddyfile");
    const proc = fakeProc(folder, [
      { ...here, pid: 30, comm: "caddy", words: ["caddy", "run", "--config", conf] },
      { ...here, pid: 31, words: [`nginx: master process nginx -c ${file("a.conf")}`] },
    ]);
    for (const pid of [30, 31]) file(`proc/${pid}/environ`, "UP=10.0.0.1:80\0");
    const { gateways } = await discover({ programs, root: undefined, proc });
    const known = gateways.map(({ kind, environment }) => [kind, environment?.get("UP")]);
    expect(known).toEqual([
      ["caddy", "10.0.0.1:80"],
      ["nginx", undefined],
    ]);
  });

  it("in a tree copied from another host the well-known places tell", async () => {
    file("tree/usr/local/nginx/conf/nginx.conf");
    const { gateways } = await discover({ programs, root: join(folder, "tree"), proc: "/nowhere" });
    expect(gateways).toMatchObject([
      { pid: undefined, configFile: "/usr/local/nginx/conf/nginx.conf", configFileFrom: "well-known" },
    ]);
  });

  it.each(["/etc/envoy/envoy.yaml", "/etc/istio/proxy/envoy-rev.json", "/config/envoy.json"])(
    "%s is the file of an Envoy",
    async (configFile) => {
      file(`tree${configFile}`);
      const { gateways } = await discover({ programs, root: join(folder, "tree"), proc: "/nowhere" });
      expect(gateways).toMatchObject([{ kind: "envoy", configFile, configFileFrom: "well-known" }]);
    },
  );

  it("takes the files of a container's gateway for its own, also where its namespaces may not be read", async () => {
    const conf = file("inside.conf");
    const words = [`nginx: master process nginx -c ${conf}`];
    const { gateways } = await look([
      { pid: 10, comm: "nginx", cwd: "/", words, innerPid: 1, root: folder },
      { pid: 11, comm: "nginx", cwd: "/", words },
    ]);
    expect(gateways.map(({ pid, root }) => [pid, root])).toEqual([[11, undefined]]);
  });

  it("finds a HAProxy once, for its master, with all the files of its command line", async () => {
    const first = file("haproxy.cfg");
    const second = file("conf.d/a.cfg");
    file("conf.d/.hidden.cfg");
    file("conf.d/b.cfg.bak");
    const words = ["haproxy", "-Ws", "-f", first, "-f", join(folder, "conf.d")];
    const haproxy = { ...here, comm: "haproxy", words } as const;
    const { gateways } = await look([
      { ...haproxy, pid: 20, ticks: 500 },
      { ...haproxy, pid: 21, parent: 20, ticks: 600 },
      { ...haproxy, pid: 22, words: ["haproxy", "-c", "-f", first] },
    ]);
    expect(gateways).toMatchObject([
      { kind: "haproxy", pid: 20, configFile: first, moreFiles: [second], workersSince: 1_700_000_006_000 },
    ]);
    expect(gateways).toHaveLength(1);
  });

  it("takes what a Caddy has saved for its config only where it has saved it itself", async () => {
    const saved = file("caddy/autosave.json", "{}");
    const caddy = {
      ...here,
      pid: 10,
      comm: "caddy",
      words: ["caddy", "run"],
      environ: { XDG_CONFIG_HOME: folder },
    };
    utimesSync(saved, 1_700_000_020, 1_700_000_020);
    expect((await look([caddy])).gateways).toMatchObject([{ configFile: saved }]);
    rmSync(join(folder, "proc"), { recursive: true });
    utimesSync(saved, 1_600_000_000, 1_600_000_000);
    const { notes } = await look([caddy]);
    expect(notes).toMatchObject([{ because: expect.stringMatching(/could not be found out/) }]);
    rmSync(join(folder, "proc"), { recursive: true });
    const { gateways } = await look([{ ...caddy, words: ["caddy", "run", "--resume"] }]);
    expect(gateways).toMatchObject([{ configFile: saved }]);
  });

  it("takes no relative name for one that it can't count from anywhere", async () => {
    const { cwd: _, ...nowhere } = here;
    const words = ["caddy", "run", "--config", "Caddyfile"];
    const { notes } = await look([{ ...nowhere, pid: 10, comm: "caddy", words }]);
    expect(notes).toMatchObject([{ because: expect.stringMatching(/could not be found out/) }]);
  });
});
