import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/container-runs.ts";
import type { Container } from "../../../src/model/container.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { container, containers } from "../../given/container.ts";
import { SUBJECT } from "../../given/endpoint.ts";
import { listeners } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect, event, log } from "../../given/network.ts";
import { exchange, silence } from "../../given/observation.ts";

const PLACE = "10.0.0.5:8443";
const refused = connect(PLACE, "ECONNREFUSED");
const here = { ...listeners([]), subjects: [SUBJECT] };
const ended = { status: "exited", startedAt: AT - 4_000, finishedAt: AT, listens: undefined } as const;

function judged(all: readonly Partial<Container>[], seen: readonly Observation[] = [refused]) {
  const told = containers(...all.map((one) => container(one)));
  return verdict(check, [...seen, here, told], { policy: { now: AT } });
}

describe("a container that publishes the port", () => {
  it("is service-not-running where it has ended, with how and when", () => {
    const found = strongest(judged([{ ...ended, exitCode: 1 }]));
    expect(found).toMatchObject({
      cause: "service-not-running",
      role: "root",
      args: { unit: "container shop", why: "it ended with exit code 1", manager: "docker", quoted: "shop" },
    });
    expect(found.evidence).toEqual([
      "Docker: container shop ended with exit code 1 at 2026-11-22T02:10:31Z, 4 s after its start",
      "container shop publishes its port 80 at 0.0.0.0:8443",
    ]);
  });
  it("is service-oom-killed where the engine saw that, and is not running as what follows", () => {
    expect(said(judged([{ ...ended, exitCode: 137, isOomKilled: true }]))).toEqual([
      "root service-oom-killed",
      "root service-not-running",
    ]);
    expect(strongest(judged([{ ...ended, exitCode: 137 }]))).toMatchObject({
      cause: "service-not-running",
      args: { why: "it ended with exit code 137 (SIGKILL)" },
    });
  });
  it("is service-crash-loop between two starts, behind several, and where the engine gave up", () => {
    const between = strongest(judged([{ ...ended, status: "restarting", restarts: 7, exitCode: 1 }]));
    expect(between).toMatchObject({
      cause: "service-crash-loop",
      args: { why: "restarted 7 times, last with exit code 1" },
    });
    expect(strongest(judged([{ restarts: 3, startedAt: AT - 1_000, exitCode: 2 }])).cause).toBe(
      "service-crash-loop",
    );
    const over = { ...ended, restarts: 5, restartPolicy: "on-failure", exitCode: 1 };
    expect(strongest(judged([over])).args.why).toBe(
      "restarted 5 times, until docker gave up, last with exit code 1",
    );
  });
  it("is service-crash-loop where Podman calls it exited between two starts, and not where it was stopped", () => {
    const again = { ...ended, restarts: 6, restartPolicy: "always", exitCode: 1 };
    expect(strongest(judged([again]))).toMatchObject({
      cause: "service-crash-loop",
      args: { why: "restarted 6 times, last with exit code 1" },
    });
    for (const other of [{ restarts: 1 }, { finishedAt: AT - 60_000 }, { startedAt: AT - 3_600_000 }])
      expect(strongest(judged([{ ...again, ...other }])).cause).toBe("service-not-running");
  });
  it("is service-not-running where its start failed, and says whose the port is", () => {
    const error = "Bind for 0.0.0.0:8443 failed: port is already allocated";
    const found = strongest(judged([{ status: "created", startedAt: undefined, error }]));
    expect(found).toMatchObject({ cause: "service-not-running", args: { why: "its start failed" } });
    expect(found.args.advice).toContain("Another process has its host port");
  });
  it("is service-hung while it is paused and lets those wait who connect", () => {
    const silent = [connect(PLACE), exchange({}, { outcome: silence })];
    expect(strongest(judged([{ status: "paused" }], silent))).toMatchObject({
      cause: "service-hung",
      args: { resume: "docker unpause shop" },
    });
    expect(said(judged([{ status: "paused" }], [connect(PLACE), exchange()]))).toEqual([]);
  });
  it("is service-starting while its own check has not passed yet", () => {
    const health = { status: "starting", failingStreak: 0, lastOutput: "" } as const;
    expect(said(judged([{ startedAt: AT - 5_000, health }]))).toEqual(["root service-starting"]);
  });
  it("is known by its name or its address too, and not by a port that it publishes elsewhere", () => {
    const elsewhere = [{ hostAddress: "127.0.0.1", hostPort: 8443, port: 80 }];
    expect(said(judged([{ ...ended, published: elsewhere }]))).toEqual([]);
    const addressed = [{ name: "back", addresses: ["10.0.0.5"], aliases: [] }];
    expect(said(judged([{ ...ended, published: elsewhere, networks: addressed }]))).toEqual([
      "root service-not-running",
    ]);
  });
});

describe("a container with a past", () => {
  const scary = { restarts: 40, exitCode: 137, isOomKilled: true, startedAt: AT - 7_200_000 };
  const unhealthy = { status: "unhealthy", failingStreak: 90, lastOutput: "curl: not found" } as const;

  it("is no cause where it serves, nor where its own check alone fails", () => {
    expect(said(judged([scary], [connect(PLACE), exchange()]))).toEqual([]);
    expect(said(judged([{ health: unhealthy }], [connect(PLACE), exchange()]))).toEqual([]);
    expect(said(judged([{ health: unhealthy }]))).toEqual([]);
  });
  it("is left alone where it was left behind, and another process serves in its place", () => {
    expect(said(judged([{ ...ended, finishedAt: AT - 60_000 }], [connect(PLACE), exchange()]))).toEqual([]);
  });
  it("is over where it was started again as the failures ended", () => {
    const logs = log(event("connect-refused", { peer: PLACE, lastAt: AT - 2_000 }));
    const again = judged([{ startedAt: AT - 1_000, restarts: 1 }], [connect(PLACE), exchange(), logs]);
    expect(strongest(again)).toMatchObject({ cause: "service-not-running", role: "latent" });
  });
  it("is the one that ended last of several, with less certainty, and nobody where one of them runs for long", () => {
    const old = { ...ended, name: "old", finishedAt: AT - 600_000, exitCode: 9 };
    const found = strongest(judged([old, { ...ended, exitCode: 1 }]));
    expect(found.args.unit).toBe("container shop");
    expect(found.strength).toBeLessThan(0.8);
    expect(said(judged([old, { startedAt: AT - 3_600_000 }]))).toEqual([]);
  });
});

it("says why where no engine tells", () => {
  const none = { ...containers(), outcome: { kind: "not-tried", reason: "…", code: undefined } } as const;
  expect(verdict(check, [refused, none])).toMatchObject({ status: "skip", summary: "…" });
});
