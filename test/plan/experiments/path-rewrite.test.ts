import { describe, expect, it } from "vitest";
import { pathRewrite } from "../../../src/plan/experiments/path-rewrite.ts";
import { triedValues } from "../../given/ground.ts";
import { exchange, plain } from "../../given/observation.ts";

const client = { clientPath: "/v1/" };

describe("path-rewrite", () => {
  it("asks for the client's own path after 404", () => {
    expect(triedValues(pathRewrite, [exchange({ status: 404 })], client)).toEqual(["/v1/"]);
  });
  it("stays shut where nothing is rewritten, for a declared check, and after 403", () => {
    expect(triedValues(pathRewrite, [exchange({ status: 404 })])).toEqual([]);
    const request = plain({ purpose: "declared-check" });
    expect(triedValues(pathRewrite, [exchange({ status: 404 }, { request })], client)).toEqual([]);
    expect(triedValues(pathRewrite, [exchange({ status: 403 })], client)).toEqual([]);
  });
});
