import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/disk-has-room.ts";
import { disk, resources } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, event, log } from "../../given/network.ts";

const failing = connect("10.0.0.5:80", "ECONNREFUSED");
const full = resources({ disks: [disk(0.5), disk(0.995)] });

describe("a disk", () => {
  it("on which the gateway found no space is a root cause", () => {
    const found = strongest(verdict(check, [log(event("disk-full", { errno: 28 })), resources()]));
    expect(found).toMatchObject({ cause: "disk-full", role: "root", extent: "some" });
  });
  it("on which it found none is named where it is seen to be full", () => {
    const found = strongest(verdict(check, [log(event("disk-full", { errno: 28 })), full]));
    expect(found).toMatchObject({ strength: 0.95, args: { folder: "/var/log/nginx" } });
    expect(found.evidence.at(-1)).toBe("/var/log/nginx: 99 % used, 205 MiB left");
  });
  it("that is full makes failures worse, and is a note without any", () => {
    expect(said(verdict(check, [full, failing]))).toEqual(["contributing disk-full"]);
    const found = strongest(verdict(check, [full]));
    expect(found).toMatchObject({ role: "latent", severity: "warning" });
    expect(found.evidence).toEqual(["/var/log/nginx: 99 % used, 205 MiB left"]);
  });
  it("without an inode is full", () => {
    const noInode = resources({ disks: [disk(0.3, { freeInodes: 0 })] });
    expect(strongest(verdict(check, [noInode])).evidence[0]).toMatch(/no inode is free$/);
  });
  it("with room is healthy, however much of it is used", () => {
    expect(said(verdict(check, [resources({ disks: [disk(0.85)] }), failing]))).toEqual([]);
    expect(said(verdict(check, [resources({ disks: [disk(0.97)] }), failing]))).toEqual([]);
    expect(said(verdict(check, [resources({ disks: [disk(0.99, { gibibytes: 10_000 })] })]))).toEqual([]);
    expect(said(verdict(check, [resources({ disks: [{ ...disk(0.3), inodes: undefined }] })]))).toEqual([]);
  });
  it("is skipped where nobody looked", () => {
    expect(verdict(check, [resources({ disks: [] })]).status).toBe("skip");
  });
});
