import { describe, expect, it } from "vitest";
import { tieOf } from "../../../src/probes/units/tie.ts";

const command = (words: string) =>
  new Map([["ExecStart", [`{ path=/a ; argv[]=/a ${words} ; ignore_errors=no }`]]]);
const tie = (words: string) => tieOf(command(words), { port: 8080 })?.tie;

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
    expect(tieOf(once, { port: 8080 })).toBeUndefined();
    const stays = new Map([...once, ["RemainAfterExit", ["yes"]]]);
    expect(tieOf(stays, { port: 8080 })?.tie).toBe("option");
  });
  it("reads variables by their names, and tells nothing of the others", () => {
    const unit = (text: string) => new Map([["Environment", [text]]]);
    expect(tieOf(unit("SECRET=x PORT=8080"), { port: 8080 })).toEqual({ tie: "option", text: "PORT=8080" });
    expect(tieOf(unit("REDIS_PORT=8080"), { port: 8080 })).toBeUndefined();
  });
  it("knows sockets by port and by path", () => {
    const socket = new Map([["Listen", ["0.0.0.0:8080 (Stream)", "/run/api.sock (Stream)"]]]);
    expect(tieOf(socket, { port: 8080 })?.tie).toBe("socket");
    expect(tieOf(socket, { path: "/run/api.sock" })?.tie).toBe("socket");
    expect(tieOf(command("--bind unix:/run/api.sock"), { path: "/run/api.sock" })?.tie).toBe("option");
    expect(tieOf(socket, { port: 80 })).toBeUndefined();
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
