import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/cpu-left.ts";
import { limits, resources } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect } from "../../given/network.ts";

const busy = (busyPercent: number | undefined, cpuSome: number) =>
  resources({
    cpu: { cores: 4, load: 9, busyPercent },
    pressure: { cpuSome, memorySome: 0, memoryFull: 0, ioFull: 0 },
  });
const late = connect("10.0.0.5:80", "silence");

describe("processors without time left", () => {
  it("have a part in a probe that waited in vain: cpu-saturated", () => {
    const found = strongest(verdict(check, [busy(99.6, 88), late]));
    expect(found).toMatchObject({ cause: "cpu-saturated", role: "contributing", severity: "warning" });
    expect(found.evidence).toEqual([
      "the processors are 100 % busy",
      "tasks waited for a processor in 88 % of the last ten seconds",
    ]);
  });
  it("count by their load where the kernel keeps no account of waiting", () => {
    const cpu = { cores: 4, load: 9, busyPercent: 99 };
    expect(said(verdict(check, [resources({ cpu, pressure: undefined }), late]))).toEqual([
      "contributing cpu-saturated",
    ]);
    const idle = resources({ cpu: { ...cpu, load: 5 }, pressure: undefined });
    expect(said(verdict(check, [idle, late]))).toEqual([]);
  });
  it("are nobody's business while probes are in time, or fail at once", () => {
    expect(said(verdict(check, [busy(99, 88), connect("10.0.0.5:80")]))).toEqual([]);
    expect(said(verdict(check, [busy(99, 88), connect("10.0.0.5:80", "ECONNREFUSED")]))).toEqual([]);
  });
  it("need both: busy, and waited for", () => {
    expect(said(verdict(check, [busy(99, 20), late]))).toEqual([]);
    expect(said(verdict(check, [busy(60, 88), late]))).toEqual([]);
    expect(said(verdict(check, [busy(undefined, 88), late]))).toEqual([]);
  });
  it("are not given to a gateway whose quota stops it", () => {
    const cpu = { group: "/edge", cores: 0.5, periods: 3, throttled: 3 };
    const own = limits([{ command: "nginx", cpu }], { gateway: true });
    expect(said(verdict(check, [own, late]))).toEqual(["contributing cpu-saturated"]);
    expect(said(verdict(check, [own, connect("10.0.0.5:80")]))).toEqual([]);
    expect(
      said(verdict(check, [limits([{ cpu: { ...cpu, throttled: 0 } }], { gateway: true }), late])),
    ).toEqual([]);
  });
});
