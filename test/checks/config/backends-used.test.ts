import { describe, expect, it } from "vitest";
import check from "../../../checks/config/backends-used.ts";
import { backendOf } from "../../gateways/haproxy/given.ts";
import { said, strongest, verdict } from "../../given/look.ts";

const judged = (lines: string, more = "") =>
  verdict(check, [], { gateway: backendOf(`server one 10.0.0.1:80\n${lines}`, more) });

describe("a backend that no rule leads to", () => {
  it("is information, and names the backend", () => {
    const found = strongest(judged("", "backend old\n    server two 10.0.0.2:80\n"));
    expect(found).toMatchObject({ cause: "backend-unused", role: "latent", severity: "info" });
    expect(found.args).toMatchObject({ about: "old", fix: "Lead a rule to old, or take it out" });
  });
  it.each([
    ["a script may choose", "", "global\n    lua-load /x.lua\nbackend old\n    server two 10.0.0.2:80\n"],
    [
      "another server tracks it",
      "server x 10.0.0.9:80 track old/two",
      "backend old\n    server two 10.0.0.2:80 check\n",
    ],
    ["it has no servers", "", "backend old\n    stick-table type ip size 1k\n"],
  ])("is nothing where %s", (_, lines, more) => {
    expect(said(judged(lines, more))).toEqual([]);
  });
});
