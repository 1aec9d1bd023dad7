import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewayOf } from "../given.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-map-"));
  const lines = ["# hosts", "a.example.org  api", "b.example.org api", "", "shop.example.org shops"];
  writeFileSync(join(folder, "hosts.map"), lines.join("\n"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(rule: string, more = "") {
  const frame = "defaults\nmode http\nfrontend web\nbind :80\n";
  const { routes, problems, upstreams } = gatewayOf(
    `${frame}${rule.replace("DIR", folder)}\n${more}\nbackend api\nserver a 10.0.0.1:80\n`,
  );
  const formOf = new Map(upstreams.map(({ id, form }) => [id, form]));
  return {
    routes: routes.map(({ hosts, forward }) => [hosts.join(" "), formOf.get(forward.upstream)]),
    refused: problems.filter(({ refusesConfig }) => refusesConfig).length,
  };
}

describe("backends that a map names", () => {
  it("are routes of the hosts that it has, and one that nothing defines is missing", () => {
    expect(read("use_backend %[req.hdr(host),lower,map(DIR/hosts.map,none)]")).toEqual({
      routes: [
        ["a.example.org b.example.org", "group"],
        ["shop.example.org", "missing"],
      ],
      refused: 0,
    });
  });
  it("are left to the default where it takes what no backend has", () => {
    const { routes } = read("use_backend %[hdr(host),map(DIR/hosts.map)]", "default_backend api");
    expect(routes).toEqual([
      ["a.example.org b.example.org", "group"],
      ["", "group"],
    ]);
  });
  it("are unknown where the file is not there, or the name is made otherwise", () => {
    for (const rule of ["%[hdr(host),map(/nowhere.map)]", "%[path,word(1,/)]"])
      expect(read(`use_backend ${rule}`).routes).toEqual([["", "variable"]]);
  });
});
