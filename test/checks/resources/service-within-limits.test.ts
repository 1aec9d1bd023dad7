import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/service-within-limits.ts";
import type { ProcessLimits } from "../../../src/model/limits.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { limits, listeners } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect } from "../../given/network.ts";
import { exchange, plain, silence } from "../../given/observation.ts";

const PLACE = "10.0.0.5:9000";
const world = gateway([upstream("api", [endpoint(PLACE)])], [route("/", "api")]);
const { subjects } = connect(PLACE);
const target = { kind: "tcp", host: "10.0.0.5", port: 9000, isAddress: true } as const;
const request = plain({ path: "/" }, { target });
const late = exchange({}, { outcome: silence, request, subjects, durationMs: 5_000 });
const here = listeners([{ address: "0.0.0.0" }]);

const look = (over: Partial<ProcessLimits>, ...seen: readonly Observation[]) =>
  verdict(check, [connect(PLACE), ...seen, limits([over])], { gateway: world });

const quota = (throttled: number, periods = 11) => ({
  cpu: { group: "/system.slice/api.service", cores: 0.05, periods, throttled },
});
const full = { files: { open: 64, most: 64 } };
const refused = (count: number) => ({ tasks: { group: "/api", most: 40, held: 40, refused: count } });

describe("a service of this host that answers late", () => {
  it("is stopped by its quota: cpu-saturated", () => {
    const found = strongest(look(quota(11), late, here));
    expect(found).toMatchObject({ cause: "cpu-saturated", role: "root", strength: 0.95 });
    expect(found.evidence.slice(1)).toEqual([
      "the quota of /system.slice/api.service (0.05 processors) stopped it in 11 of 11 periods while it was watched",
      "pid 77 node listens there",
    ]);
    expect(strongest(look(quota(4), late, here)).strength).toBe(0.85);
  });
  it("has no descriptor left to take a connection with: file-descriptors-exhausted", () => {
    expect(strongest(look(full, late, here))).toMatchObject({
      cause: "file-descriptors-exhausted",
      args: { service: "pid 77 node" },
    });
    expect(said(look(full, connect(PLACE, "silence"), here))).toEqual(["root file-descriptors-exhausted"]);
  });
  it("is refused more threads: service-overloaded", () => {
    expect(said(look(refused(3), late, here))).toEqual(["root service-overloaded"]);
  });
  it("is not told of limits that are near, and of what was counted before", () => {
    const near = { files: { open: 1_020, most: 1_024_000 } };
    const memory = { memory: { group: "/api", mostBytes: 100, heldBytes: 100, kills: 3 } };
    for (const over of [quota(2), quota(11, 100), near, refused(0), memory])
      expect(said(look(over, late, here))).toEqual([]);
  });
});

describe("a service at its limits", () => {
  it("is nobody's business where it answers in time, or on another host, or is another process", () => {
    const well = exchange({}, { request, subjects });
    expect(said(look(quota(11), well, here))).toEqual([]);
    expect(said(look(full, connect(PLACE, "ECONNREFUSED"), here))).toEqual([]);
    expect(said(look(quota(11), late, listeners([{ address: "0.0.0.0" }], ["10.0.0.9"])))).toEqual([]);
    expect(said(look({ ...quota(11), pid: 78 }, late, here))).toEqual([]);
  });
});
