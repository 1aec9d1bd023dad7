import { describe, expect, it } from "vitest";
import { controlGroupFrom } from "../../../src/probes/host/cgroup.ts";

const ID = "0123456789abcdef".repeat(4);

describe("control groups", () => {
  it("name the unit in version 2", () => {
    expect(controlGroupFrom("0::/system.slice/api.service\n")).toEqual({
      path: "/system.slice/api.service",
      unit: "api.service",
      container: undefined,
    });
  });
  it("name the unit in version 1 by systemd's own hierarchy, and the path by the memory controller", () => {
    const text = "9:name=systemd:/system.slice/api.service\n4:memory:/apps/api\n3:cpu,cpuacct:/\n0::/\n";
    expect(controlGroupFrom(text)).toEqual({ path: "/apps/api", unit: "api.service", container: undefined });
  });
  it.each([
    [`0::/system.slice/docker-${ID}.scope`],
    [`0::/machine.slice/libpod-${ID}.scope/container`],
    [`4:memory:/docker/${ID}`],
    [`0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope`],
  ])("name the container: %s", (text) => {
    expect(controlGroupFrom(text)).toMatchObject({ container: ID, unit: undefined });
  });
  it("name a unit as systemd does, with what is escaped in it", () => {
    const path = "0::/system.slice/system-app.slice/app@my\\x2dsite.service/worker";
    expect(controlGroupFrom(path).unit).toBe("app@my\\x2dsite.service");
  });
  it.each([
    ["0::/user.slice/user-1000.slice/user@1000.service/app.slice/api.service", undefined],
    ["0::/lxc.payload.c1/system.slice/api.service", undefined],
    [
      "0::/machine.slice/systemd-nspawn@c1.service/payload/system.slice/api.service",
      "systemd-nspawn@c1.service",
    ],
  ])("name no unit of a manager within: %s", (path, unit) => {
    expect(controlGroupFrom(path).unit).toBe(unit);
  });
  it("give no path where a slice holds the processes of many units", () => {
    expect(controlGroupFrom("4:memory:/system.slice\n1:name=systemd:/system.slice/api.service\n")).toEqual({
      path: undefined,
      unit: "api.service",
      container: undefined,
    });
  });
  it("stay quiet about sessions, managers, the root and garbage", () => {
    expect(controlGroupFrom("0::/user.slice/user-1000.slice/session-3.scope").unit).toBeUndefined();
    expect(
      controlGroupFrom("0::/user.slice/user-1000.slice/user@1000.service/init.scope").unit,
    ).toBeUndefined();
    expect(controlGroupFrom("0::/\n")).toEqual({ path: undefined, unit: undefined, container: undefined });
    expect(controlGroupFrom("\0\x1b[31m::\nx")).toEqual({
      path: undefined,
      unit: undefined,
      container: undefined,
    });
  });
});
