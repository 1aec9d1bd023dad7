import { describe, expect, it } from "vitest";
import check from "../../../checks/application/host-header.ts";
import { OTHER_ROUTE } from "../../given/endpoint.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { closed, exchange, plain } from "../../given/observation.ts";

const other = exchange({}, { experiment: "host-header", request: plain({ host: "api.internal" }) });

describe("host-header-rejected", () => {
  it.each([400, 403, 404, 421, 502])("fires when another Host turns %i into a success", (status) => {
    const found = strongest(verdict(check, [exchange({ status }), other]));
    expect(found).toMatchObject({
      cause: "host-header-rejected",
      role: "root",
      args: { sent: "api", works: "api.internal" },
    });
    expect(found.evidence[1]).toBe("GET / with Host api.internal over HTTP/1.0: 200 in 9 ms");
  });
  it("fires when the service hangs up on one Host and answers to another, not when it wants none", () => {
    const own = exchange({}, { outcome: closed });
    expect(said(verdict(check, [own, other]))).toEqual(["root host-header-rejected"]);
    const bare = exchange({}, { experiment: "host-header", request: plain({ host: undefined }) });
    expect(said(verdict(check, [own, bare]))).toEqual([]);
  });
  it("concerns its own route alone, of which all requests fail", () => {
    const seen = verdict(check, [
      exchange({ status: 404 }),
      other,
      exchange({}, { subjects: [OTHER_ROUTE] }),
    ]);
    expect(strongest(seen)).toMatchObject({ routes: ["/api/ api"] });
    expect(strongest(seen).extent).toBeUndefined();
  });
  it("is only a hint without the experiment, since the service lives", () => {
    const page = { status: 400, bodyStart: "DisallowedHost at /: Invalid HTTP_HOST header: 'api'" };
    expect(said(verdict(check, [exchange(page)]))).toEqual(["latent host-header-rejected"]);
    expect(said(verdict(check, [exchange({ status: 421 })]))).toEqual(["latent host-header-rejected"]);
  });
  it("quotes a hostile host in the command to paste", () => {
    const request = plain({ host: "a'; rm -rf /; '" });
    const { args } = strongest(verdict(check, [exchange({ status: 404 }, { request }), other]));
    expect(args.curl).toContain(`-H 'Host: a'\\''; rm -rf /; '\\'''`);
  });
  it("stays quiet about 404 that stays 404", () => {
    const same = exchange({ status: 404 }, { experiment: "host-header" });
    expect(said(verdict(check, [exchange({ status: 404 }), same]))).toEqual([]);
  });
  it("stays quiet about a success", () => {
    expect(said(verdict(check, [exchange()]))).toEqual([]);
  });
  it("is a root where a declared check gets 421, whatever was tried", () => {
    const request = {
      ...plain({ purpose: "declared-check", expectStatus: [{ from: 200, to: 399 }] }),
      isCheck: true,
    } as const;
    const other = exchange({ status: 421 }, { experiment: "host-header", request });
    const found = strongest(verdict(check, [exchange({ status: 421 }, { request }), other]));
    expect(found).toMatchObject({ cause: "host-header-rejected", role: "root", args: { isCheck: 1 } });
    expect(said(verdict(check, [exchange({ status: 403 }, { request })]))).toEqual([]);
  });
});
