import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/temp-files-writable.ts";
import { written } from "../../../src/model/source.ts";
import { gateway } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const sample =
  '2026/11/22 04:00:00 [crit] 1#1: *9 open() "/var/lib/nginx/proxy/7/00/0000000007" failed (13: Permission denied) while reading upstream';

describe("temp-files-denied", () => {
  it("fires where the workers may not write what does not fit into memory", () => {
    const found = strongest(verdict(check, [log(event("temp-file-denied", { errno: 13, sample }))]));
    expect(found).toMatchObject({
      cause: "temp-files-denied",
      role: "root",
      extent: "some",
      args: { folder: "/var/lib/nginx/proxy" },
    });
  });
  it("names an account only where the config does, and no other folder than one of temporary files", () => {
    const denied = log(event("temp-file-denied", { errno: 13, sample }));
    const commands = (name: string | undefined) => {
      const user =
        name === undefined ? undefined : written(name, { file: "/nginx.conf", line: 1, column: 6 });
      const { args } = strongest(verdict(check, [denied], { gateway: { ...gateway([], []), user } }));
      const of = { args, subjects: [], endpointCount: 0, where: "" };
      return check.causes["temp-files-denied"]?.fix(of).commands;
    };
    expect(commands("www-data")).toContain("chown -R www-data /var/lib/nginx/proxy");
    expect(commands(undefined)).toEqual(["namei -l /var/lib/nginx/proxy", "ps -o user,args -C nginx"]);
    const atRoot = sample.replace("/var/lib/nginx/proxy", "");
    expect(said(verdict(check, [log(event("temp-file-denied", { errno: 13, sample: atRoot }))]))).toEqual([]);
  });
  it("stays quiet about a disk that is full", () => {
    expect(said(verdict(check, [log(event("disk-full", { errno: 28 }))]))).toEqual([]);
  });
});
