import { describe, expect, it } from "vitest";
import { backendOf } from "../given.ts";

describe("rules that answer with an error", () => {
  it("are kept with the status that they send, and those that refuse in other ways are not", () => {
    const { ownAnswers } = backendOf(
      [
        "http-request deny deny_status 503 unless { hdr(x-key) -m found }",
        "http-request deny if { path /old }",
        "http-request deny status 429 if { sc_http_req_rate(0) gt 9 }",
        "http-request tarpit if { path /wp }",
        "http-request return status 200 content-type text/plain string ok if { path /ping }",
        "http-request set-header status 503",
        "server one 10.0.0.1:80",
      ].join("\n"),
    );
    expect(ownAnswers?.map(({ proxy, status, location }) => [proxy, status, location.line])).toEqual([
      ["api", 503, 10],
      ["api", 429, 12],
      ["api", 500, 13],
    ]);
  });
});
