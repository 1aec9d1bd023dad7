import { describe, expect, it } from "vitest";
import check from "../../../checks/application/server-errors.ts";
import { OTHER_ROUTE } from "../../given/endpoint.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const declared = { request: plain({ purpose: "declared-check" }) };

describe("application-error", () => {
  it("fires on 5xx, and says that the gateway is not at fault", () => {
    const found = strongest(verdict(check, [exchange({ status: 500, bodyStart: "Oops" })]));
    expect(found).toMatchObject({ cause: "application-error", strength: 0.95 });
    expect(found.evidence).toEqual([
      "GET / with Host api over HTTP/1.0: 500 in 9 ms",
      "every request gets 500: nginx is not at fault",
      'body: "Oops"',
    ]);
  });
  it("says that requests on other routes are answered", () => {
    const found = strongest(
      verdict(check, [exchange({ status: 503 }), exchange({}, { subjects: [OTHER_ROUTE] })]),
    );
    expect(found.evidence[1]).toBe("every request for this path gets 503, others are answered");
    expect(found).toMatchObject({ routes: ["/api/ api"], strength: 0.95 });
  });
  it("counts the same request, asked again", () => {
    const again = [503, 200].map((status) => exchange({ status }, { experiment: "repeat" }));
    const found = strongest(verdict(check, [exchange({ status: 503 }), ...again]));
    expect(found.evidence[1]).toBe("2 of 3 requests end like this");
    expect(found.extent).toBe("some");
  });
  it("knows the page of another gateway", () => {
    expect(
      strongest(verdict(check, [exchange({ status: 503, bodyStart: "no healthy upstream" })])).args.isGateway,
    ).toBe(1);
  });
  it("knows a Caddy that says nothing but its name, and not one that serves a page", () => {
    const headers = [["Server", "Caddy"]] as const;
    const isGateway = (bodyBytes: number) =>
      strongest(verdict(check, [exchange({ status: 502, headers, bodyBytes })])).args.isGateway;
    expect([isGateway(0), isGateway(20)]).toEqual([1, 0]);
  });
  it.each(["host-header", "http-version", "path-rewrite", "server-name"] as const)(
    "stays quiet where %s turns it into a success",
    (experiment) => {
      expect(said(verdict(check, [exchange({ status: 502 }), exchange({}, { experiment })]))).toEqual([]);
    },
  );
  it("stays quiet about what other checks own: 505, and 501 to a declared check", () => {
    expect(said(verdict(check, [exchange({ status: 505 })]))).toEqual([]);
    expect(said(verdict(check, [exchange({ status: 501 }, declared)]))).toEqual([]);
  });
  it("stays quiet where a declared check expects the status", () => {
    const expectStatus = [{ from: 503, to: 503 }];
    const request = plain({ purpose: "declared-check", expectStatus });
    expect(said(verdict(check, [exchange({ status: 503 }, { request })]))).toEqual([]);
  });
  it.each([200, 301, 401, 403, 404])("stays quiet about %i", (status) => {
    expect(said(verdict(check, [exchange({ status })]))).toEqual([]);
  });
});

describe("rate-limited", () => {
  it("fires on 429", () => {
    const seen = verdict(check, [exchange({ status: 429, headers: [["retry-after", "30"]] })]);
    expect(said(seen)).toEqual(["root rate-limited"]);
    expect(strongest(seen).evidence).toContain('retry-after: "30"');
  });
  it("tells what the service says of its limit", () => {
    const headers = [
      ["X-RateLimit-Limit", "60"],
      ["RateLimit-Reset", "12"],
    ] as const;
    const { evidence } = strongest(verdict(check, [exchange({ status: 429, headers })]));
    expect(evidence).toEqual(expect.arrayContaining(['X-RateLimit-Limit: "60"', 'RateLimit-Reset: "12"']));
  });
  it("stays quiet about 420", () => {
    expect(said(verdict(check, [exchange({ status: 420 })]))).toEqual([]);
  });
});
