import { describe, expect, it } from "vitest";
import { tieOf } from "../../../src/probes/units/tie.ts";

const command = (words: string) =>
  new Map([["ExecStart", [`{ path=/a ; argv[]=/a ${words} ; ignore_errors=no }`]]]);
const at = (port: number, host = "127.0.0.1") => ({ host, port, holder: { kind: "nobody" } }) as const;
const tie = (words: string, host?: string) => tieOf(command(words), at(8080, host))?.tie;
const program = (line: string) =>
  new Map([["ExecStart", [`{ path=/a ; argv[]=${line} ; ignore_errors=no }`]]]);

describe("tieOf", () => {
  it("takes options and addresses that say where a service listens", () => {
    for (const words of [
      "--port 8080",
      "--port=8080",
      "-p 8080",
      "--bind 127.0.0.1:8080",
      "-b [::]:8080",
      "-Dserver.port=8080",
      "run -p 8080:80 image",
      "runserver 0.0.0.0:8080",
      "--http-listen :8080",
    ])
      expect([words, tie(words)]).toEqual([words, "option"]);
    expect(tie("-m http.server 8080")).toBe("bare");
  });
  it("leaves alone what says whom it calls, and numbers that are something else", () => {
    for (const words of [
      "--upstream 127.0.0.1:8080",
      "--db-port 8080",
      "--max-requests 8080",
      "--backend=http://127.0.0.1:8080",
      "--port 18080",
      "--metrics-port=8080",
      "--vault-addr vault.internal:8080",
      "wait-for-it db:8080",
    ])
      expect([words, tie(words)]).toEqual([words, undefined]);
  });
  it("leaves alone what does one thing and ends, unless it counts as running behind that", () => {
    const once = new Map([...command("--port 8080"), ["Type", ["oneshot"]]]);
    expect(tieOf(once, at(8080))).toBeUndefined();
    const stays = new Map([...once, ["RemainAfterExit", ["yes"]]]);
    expect(tieOf(stays, at(8080))?.tie).toBe("option");
  });
  it("takes addresses that take connections to the one that is called, and no others", () => {
    for (const words of ["--bind 10.0.0.5:8080", "--bind 127.0.0.1:8080", "--host 127.0.0.1 --port 8080"])
      expect([words, tie(words, "10.0.0.5")]).toEqual([
        words,
        words.includes("127.0.0.1") ? undefined : "option",
      ]);
    for (const words of [
      "--host 0.0.0.0 --port 8080",
      "--host api.internal --port 8080",
      "-p 0.0.0.0:8080:80",
    ])
      expect([words, tie(words, "10.0.0.5")]).toEqual([words, "option"]);
    expect(tie("-p 127.0.0.1:8080:80", "10.0.0.5")).toBeUndefined();
    expect(tie("--bind 0.0.0.0:8080", "fd00::5")).toBeUndefined();
    expect(tie("--bind [::]:8080", "fd00::5")).toBe("option");
  });
  it("leaves programs alone that call others, also behind what runs them", () => {
    for (const line of [
      "/usr/bin/psql -p 8080",
      "/usr/bin/ssh -p 8080 -N host",
      "/usr/bin/env PGHOST=x timeout 10s /usr/bin/redis-cli -p 8080 ping",
      "/bin/sh -c curl --http1.1 127.0.0.1:8080",
      "/usr/bin/autossh -M 0 -p 8080 host",
    ])
      expect([line, tieOf(program(line), at(8080))]).toEqual([line, undefined]);
    expect(tieOf(program("/bin/sh -c exec /srv/app --port 8080"), at(8080))?.tie).toBe("option");
  });
  it("reads variables by their names, also where they stand among its arguments", () => {
    const variables = new Map([
      ["SECRET", "x"],
      ["PORT", "8080"],
      ["REDIS_PORT", "9090"],
    ]);
    expect(tieOf(new Map(), at(8080), variables)).toEqual({ tie: "option", text: "PORT=8080" });
    expect(tieOf(new Map(), at(9090), variables)).toBeUndefined();
    const own = new Map([["WEB", "8080"]]);
    expect(tieOf(command(`--bind 0.0.0.0:\${WEB}`), at(8080), own)?.text).toBe("--bind 0.0.0.0:8080");
    expect(tieOf(command("--port $WEB"), at(8080), own)?.text).toBe("--port 8080");
    expect(tieOf(command("--port $OTHER"), at(8080), own)).toBeUndefined();
  });
  it("believes the process that listens before anything that is told", () => {
    const holder = { kind: "unit", unit: "blue.service", process: "pid 42 node" } as const;
    const place = { ...at(8080), holder };
    const named = (id: string) => new Map([...command("--port 8080"), ["Id", [id]]]);
    expect(tieOf(named("blue.service"), place)).toEqual({ tie: "process", text: "pid 42 node" });
    expect(tieOf(named("green.service"), place)).toBeUndefined();
  });
  it("takes no unit that is down where somebody listens whom nobody knows, but for its socket", () => {
    const place = { ...at(8080), holder: { kind: "unknown" } } as const;
    const state = (word: string) => new Map([...command("--port 8080"), ["ActiveState", [word]]]);
    expect(tieOf(state("failed"), place)).toBeUndefined();
    expect(tieOf(state("active"), place)?.tie).toBe("option");
    expect(tieOf(new Map([["Listen", ["0.0.0.0:8080 (Stream)"]]]), place)?.tie).toBe("socket");
  });
  it("knows sockets by port and by path", () => {
    const socket = new Map([["Listen", ["0.0.0.0:8080 (Stream)", "/run/api.sock (Stream)"]]]);
    expect(tieOf(socket, at(8080))?.tie).toBe("socket");
    expect(tieOf(socket, { path: "/run/api.sock" })?.tie).toBe("socket");
    expect(tieOf(command("--bind unix:/run/api.sock"), { path: "/run/api.sock" })?.tie).toBe("option");
    expect(tieOf(socket, at(80))).toBeUndefined();
  });
});

describe("tieOf a gateway", () => {
  const place = { program: "nginx", configFile: "/etc/nginx/nginx.conf", pidFile: "/run/nginx.pid" };
  const unit = (words: string, pidFile = "") =>
    new Map([
      ["ExecStart", [`{ path=/usr/sbin/nginx ; argv[]=/usr/sbin/nginx ${words} ; ignore_errors=no }`]],
      ["PIDFile", [pidFile]],
    ]);
  it("takes the config that its command line names, or the pid file of an installed one", () => {
    expect(tieOf(unit("-c /etc/nginx/nginx.conf"), place)?.text).toBe("/etc/nginx/nginx.conf");
    expect(tieOf(unit("-g daemon", "/run/nginx.pid"), place)?.text).toBe("/run/nginx.pid");
  });
  it("leaves a copy alone that lies elsewhere, and other programs", () => {
    const copy = { ...place, configFile: "/home/me/nginx.conf" };
    expect(tieOf(unit("-g daemon", "/run/nginx.pid"), copy)).toBeUndefined();
    expect(tieOf(unit("-g daemon", "/run/nginx.pid"), { ...place, program: "envoy" })).toBeUndefined();
  });
});
