import { describe, expect, it } from "vitest";
import { protocol } from "../../../src/plan/experiments/protocol.ts";
import { triedValues, variants } from "../../given/ground.ts";
import { closed, exchange, plain, reset, silence } from "../../given/observation.ts";

describe("protocol", () => {
  it("puts an HTTP request that nobody answers in FastCGI and in uwsgi", () => {
    const seen = [exchange({}, { outcome: closed })];
    expect(triedValues(protocol, seen)).toEqual(["FastCGI", "uwsgi"]);
    expect(variants(protocol, seen)[0]?.request.exchange).toMatchObject({
      protocol: "fastcgi",
      method: "GET",
    });
  });
  it.each(["grpc", "fastcgi", "uwsgi", "scgi"] as const)(
    "puts a %s request that nobody answers in HTTP",
    (own) => {
      const seen = [exchange({}, { outcome: reset, request: plain({ protocol: own }) })];
      expect(triedValues(protocol, seen)).toEqual(["HTTP"]);
    },
  );
  it.each(["uwsgi", "scgi"] as const)("opens when a %s request gets 400", (own) => {
    const request = plain({ protocol: own });
    expect(triedValues(protocol, [exchange({ status: 400 }, { request })])).toEqual(["HTTP"]);
  });
  it("stays shut where something came back, and after a time-out", () => {
    expect(triedValues(protocol, [exchange({ firstByteMs: 2, spoke: "ssh" }, { outcome: closed })])).toEqual(
      [],
    );
    expect(triedValues(protocol, [exchange({ status: 400 })])).toEqual([]);
    expect(triedValues(protocol, [exchange({}, { outcome: silence })])).toEqual([]);
  });
});
