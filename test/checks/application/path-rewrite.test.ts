import { describe, expect, it } from "vitest";
import check from "../../../checks/application/path-rewrite.ts";
import { SUBJECT } from "../../given/endpoint.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const experiment = "path-rewrite";
const own = exchange({ status: 404 }, { request: plain({ path: "//users" }) });
const request = plain({ path: "/api/users" });

describe("path-mismatch", () => {
  it("fires when only the unrewritten path exists, and blames the route", () => {
    const found = strongest(verdict(check, [own, exchange({}, { experiment, request })]));
    expect(found).toMatchObject({ cause: "path-mismatch", role: "root", subject: { route: SUBJECT.route } });
    expect(found.evidence).toEqual([
      "GET //users with Host api over HTTP/1.0: 404 in 9 ms",
      "GET /api/users with Host api over HTTP/1.0: 200 in 9 ms",
    ]);
  });
  it("stays quiet about 404 alone, and where both paths are missing", () => {
    expect(said(verdict(check, [own]))).toEqual([]);
    expect(said(verdict(check, [own, exchange({ status: 404 }, { experiment, request })]))).toEqual([]);
  });
});
