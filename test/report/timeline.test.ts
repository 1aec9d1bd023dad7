import { describe, expect, it } from "vitest";
import { aroundOnset, timelineOf } from "../../src/report/timeline.ts";
import { changes } from "../given/host.ts";
import { AT, event, log, processes } from "../given/network.ts";
import { serviceUnit, units } from "../given/unit.ts";

const changed = processes([{ startedAt: AT - 3_600_000, workersSince: AT - 10_000 }], undefined, {
  path: "/etc/a.conf",
  modifiedAt: AT - 19_000,
  touchedAt: AT,
});
const failing = log(
  event("connect-refused", { peer: "10.0.0.5:8443", firstAt: AT, lastAt: AT + 5_000 }),
  event("stopped", { level: "notice", firstAt: AT - 60_000, count: 1 }),
);
const dead = units(
  serviceUnit({
    activeState: "failed",
    result: "signal",
    startedAt: AT - 7_200_000,
    ended: { how: "killed", status: 9, at: AT - 2_000 },
    changedAt: AT - 2_000,
    signs: [{ sign: "crashed", at: AT - 2_500, text: "Segmentation fault" }],
  }),
);

describe("timelineOf", () => {
  it("holds no request that went well, and tells who made a failed answer", () => {
    const peer = "10.0.0.5:80";
    const answers = log(
      event("access-200", { level: "access", peer }),
      event("access-502", { level: "access", peer, count: 1, detail: "gateway" }),
    );
    expect(timelineOf([answers])).toMatchObject([
      { what: "first 502 made by the gateway at 10.0.0.5:80", kind: "failure" },
    ]);
  });
  it("puts what is dated in order, whatever told it", () => {
    expect(timelineOf([failing, changed, dead]).map(({ what }) => what)).toEqual([
      "api.service was started",
      "the gateway's process 812 started",
      "first stopped",
      "/etc/a.conf was changed",
      "the gateway's process 812 read its config again",
      "Segmentation fault",
      "the process of api.service ended by signal 9",
      "api.service failed (signal)",
      "first connection refused at 10.0.0.5:8443",
      "last of 12 × connection refused at 10.0.0.5:8443",
    ]);
  });
});

describe("what was changed on the host", () => {
  const upgrade = (name: string, at: number) =>
    ({ at, action: "upgraded", name, from: "1", to: "2" }) as const;
  const texts = (over: Parameters<typeof changes>[0]) => timelineOf([changes(over)]).map(({ what }) => what);

  it("is told with files, the start of the host, and each run of its package manager as one", () => {
    const files = [{ path: "/etc/hosts", modifiedAt: AT - 5_000 }];
    const run = ["nginx", "libssl3", "curl", "jq", "vim"].map((name, nth) => upgrade(name, AT - 4_000 + nth));
    expect(texts({ bootedAt: AT - 9_000, files, packages: [upgrade("zsh", AT - 900_000), ...run] })).toEqual([
      "zsh 1 → 2 was upgraded",
      "this host booted",
      "/etc/hosts was changed",
      "nginx 1 → 2, libssl3 1 → 2, curl 1 → 2 and 2 more packages were upgraded",
    ]);
    const removed = { ...upgrade("jq", AT), action: "removed", to: "" } as const;
    expect(texts({ packages: [removed, upgrade("curl", AT)] })).toEqual(["jq 1, curl 1 → 2 were changed"]);
  });
});

describe("aroundOnset", () => {
  it("keeps the onset and the changes just before it", () => {
    expect(aroundOnset(timelineOf([failing, changed, dead])).map(({ what }) => what)).toEqual([
      "/etc/a.conf was changed",
      "the gateway's process 812 read its config again",
      "the process of api.service ended by signal 9",
      "first connection refused at 10.0.0.5:8443",
    ]);
  });
  it("is empty where no failure is dated", () => {
    expect(aroundOnset(timelineOf([changed, dead]))).toEqual([]);
  });
});
