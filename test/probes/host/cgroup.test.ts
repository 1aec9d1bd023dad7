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
  it("name the innermost service of a user, its escapes taken off", () => {
    const path = "0::/user.slice/user-1000.slice/user@1000.service/app.slice/my\\x2dapp.service";
    expect(controlGroupFrom(path).unit).toBe("my-app.service");
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
