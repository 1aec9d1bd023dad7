import { describe, expect, it } from "vitest";
import dependencyHealth from "../../../checks/application/dependency-health.ts";
import check from "../../../checks/backend/unit-runs.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect, event, log } from "../../given/network.ts";
import { serviceUnit, units } from "../../given/unit.ts";

const PLACE = "10.0.0.5:8443";
const refused = connect(PLACE, "ECONNREFUSED");
const sign = (word: "told-to-stop" | "start-timeout" | "address-in-use" | "watchdog", text = "…") =>
  ({ sign: word, at: AT, text }) as const;
const look = (over: Parameters<typeof serviceUnit>[0], end = refused) =>
  verdict(check, [end, units(serviceUnit(over))], { policy: { now: AT } });
const exited = (status: number) => ({ how: "exited", status, at: AT }) as const;
const failed = { activeState: "failed", subState: "failed", result: "exit-code", changedAt: AT } as const;

describe("service-not-running", () => {
  it("fires on a unit that was stopped, and on one that failed", () => {
    const dead = { activeState: "inactive", subState: "dead", signs: [sign("told-to-stop")] };
    expect(strongest(look(dead))).toMatchObject({
      cause: "service-not-running",
      role: "root",
      args: { unit: "api.service", why: "it was told to stop" },
    });
    const found = strongest(look({ ...failed, ended: exited(3) }));
    expect(found).toMatchObject({ args: { why: "it failed with exit code 3" } });
    expect(found.evidence).toEqual([
      "systemd: api.service is failed (exit-code) since 2026-11-22T02:10:31Z, when its process ended with exit code 3",
      'api.service is the service there: its settings name "--port 8443"',
    ]);
  });
  it("names what systemd could not do, and what the journal says", () => {
    const text = "Error: listen EADDRINUSE: address already in use 0.0.0.0:9100";
    const found = strongest(look({ ...failed, ended: exited(203), signs: [sign("address-in-use", text)] }));
    expect(found.args.why).toBe("it failed with exit code 203 (its program is missing, or can't be run)");
    expect(found.evidence.at(-1)).toBe(`journal of api.service at 2026-11-22T02:10:31Z: "${text}"`);
  });
  it("says that a unit which was never started is not enabled", () => {
    const never = {
      activeState: "inactive",
      subState: "dead",
      startedAt: undefined,
      unitFileState: "disabled",
    };
    expect(strongest(look(never))).toMatchObject({
      strength: 0.75,
      args: { why: "it was not started since the host booted, and is not enabled", isDisabled: 1 },
    });
    expect(strongest(look({ ...never, unitFileState: "enabled" })).strength).toBe(0.9);
  });
  it("fires beside service-oom-killed, as what follows from it", () => {
    const killed = { ...failed, result: "oom-kill", ended: { how: "killed", status: 9, at: AT } } as const;
    expect(said(look(killed))).toEqual(["root service-oom-killed", "root service-not-running"]);
  });
  it("is over where the unit runs again and was started as the failures ended", () => {
    const logs = log(event("connect-refused", { peer: PLACE, lastAt: AT - 2_000 }));
    const again = units(serviceUnit({ startedAt: AT - 1_000, restarts: 1 }));
    const seen = verdict(check, [connect(PLACE), logs, again], { policy: { now: AT } });
    expect(strongest(seen)).toMatchObject({
      cause: "service-not-running",
      role: "latent",
      args: { over: "2026-11-22T02:10:29Z" },
    });
  });
  it("stays quiet about a unit that has run for long, and about old lines of its journal", () => {
    expect(said(look({ startedAt: AT - 3_600_000, signs: [sign("address-in-use")] }))).toEqual([]);
    const logs = log(event("connect-refused", { peer: PLACE, lastAt: AT }));
    const old = units(serviceUnit({ startedAt: AT - 3_600_000, restarts: 4 }));
    expect(said(verdict(check, [connect(PLACE), logs, old], { policy: { now: AT } }))).toEqual([]);
  });
  it("leaves a unit alone that is down while another process serves its place, and not one that ended since", () => {
    const down = { activeState: "inactive", subState: "dead", startedAt: undefined };
    expect(said(look({ ...down, changedAt: AT - 60_000 }, connect(PLACE)))).toEqual([]);
    expect(said(look({ ...failed, changedAt: AT - 60_000 }, connect(PLACE)))).toEqual([]);
    expect(said(look(failed, connect(PLACE)))).toEqual(["root service-not-running"]);
    const socket = { ...failed, changedAt: AT - 60_000, socket: "api.socket", tie: "socket" } as const;
    expect(said(look(socket, connect(PLACE)))).toEqual(["root service-not-running"]);
  });
  it("accuses none of several units, nor anybody where none names the place", () => {
    const two = units(serviceUnit(failed), serviceUnit({ ...failed, name: "old.service" }));
    expect(said(verdict(check, [refused, two]))).toEqual([]);
    expect(verdict(check, [refused, units()]).summary).toBe("no unit of this host names this place");
  });
});

describe("service-crash-loop", () => {
  it("fires between two starts, and where systemd gave up", () => {
    const between = { activeState: "activating", subState: "auto-restart", restarts: 4, ended: exited(1) };
    expect(strongest(look(between))).toMatchObject({
      cause: "service-crash-loop",
      args: { why: "restarted 4 times, last with exit code 1" },
    });
    const over = strongest(look({ ...failed, restarts: 5, ended: exited(1) }));
    expect(over.args.why).toBe("restarted 5 times, until systemd gave up, last with exit code 1");
    expect(strongest(look({ ...failed, result: "start-limit-hit" })).cause).toBe("service-crash-loop");
  });
  it("does not take one failure for a loop", () => {
    expect(strongest(look({ ...failed, restarts: 1 })).cause).toBe("service-not-running");
  });
});

describe("liveness-kills-service", () => {
  it("fires on the watchdog, and on a start that takes too long", () => {
    expect(strongest(look({ ...failed, result: "watchdog", restarts: 9 })).cause).toBe(
      "liveness-kills-service",
    );
    const slow = {
      activeState: "activating",
      subState: "start",
      restarts: 3,
      signs: [sign("start-timeout")],
    };
    expect(strongest(look(slow))).toMatchObject({
      cause: "liveness-kills-service",
      args: { why: "it was not up within its time to start" },
    });
  });
  it("leaves a stop that took too long alone", () => {
    expect(strongest(look({ ...failed, result: "timeout" })).cause).toBe("service-not-running");
  });
});

describe("service-starting, as systemd says it", () => {
  const starting = {
    activeState: "activating",
    subState: "start",
    startedAt: AT - 20_000,
    changedAt: AT - 20_000,
  };
  it("fires in words of its own, with the time since it was started", () => {
    const found = strongest(look(starting));
    expect(found).toMatchObject({ cause: "service-starting", role: "root" });
    expect(found.evidence[1]).toBe("api.service was started 20 s ago");
    const text = dependencyHealth.causes["service-starting"];
    const of = { args: found.args, subjects: [found.subject], endpointCount: 1, where: PLACE };
    expect(text?.title(of)).toBe("api.service (10.0.0.5:8443) is still starting");
    expect(JSON.stringify([text?.fix(of), text?.verify(of)])).not.toMatch(/undefined|curl/);
    expect(text?.verify(of)).toEqual(["systemctl status api.service"]);
  });
  it("stays quiet where the place takes connections", () => {
    expect(said(look(starting, connect(PLACE)))).toEqual([]);
  });
});
