import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/listening-place.ts";
import type { ObservationOf } from "../../../src/model/observation.ts";
import type { LocalListener } from "../../../src/model/owner.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { owner } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect, ended } from "../../given/network.ts";
import { exchange, plain } from "../../given/observation.ts";

const refused = connect("10.0.0.5:9000", "ECONNREFUSED");
const world = (...others: readonly string[]) =>
  gateway(
    [upstream("api", [endpoint("10.0.0.5:9000"), ...others.map((text) => endpoint(text))])],
    [route("/", "api")],
  );

function look(...observations: Parameters<typeof verdict>[1]) {
  return verdict(check, observations, { gateway: world() });
}

function listeners(
  listening: readonly Partial<LocalListener>[],
  localAddresses: readonly string[] = ["127.0.0.1", "10.0.0.5"],
): ObservationOf<"listeners"> {
  const usual = { address: "127.0.0.1", port: 9000, waiting: 0, owner: owner(77, "node") };
  return {
    kind: "listeners",
    request: { kind: "listeners" },
    outcome: ended("answered"),
    startedAt: AT,
    durationMs: 4,
    facts: { listeners: listening.map((one) => ({ ...usual, ...one })), localAddresses },
    subjects: refused.subjects,
    varied: undefined,
  };
}

describe("service-bound-to-loopback", () => {
  it("fires when the port is open on the loopback address of this host alone", () => {
    const found = strongest(look(refused, listeners([{}])));
    expect(found).toMatchObject({ cause: "service-bound-to-loopback", args: { bound: "127.0.0.1:9000" } });
    expect(found.evidence[1]).toBe(
      "this host has 10.0.0.5, and listens on 127.0.0.1:9000 (pid 77 node) alone",
    );
  });
  it("leaves the word to the family where only the other one is open", () => {
    const seen = look(refused, listeners([{ address: "::1" }]));
    expect(strongest(seen)).toMatchObject({
      cause: "service-bound-to-other-family",
      args: { open: "IPv6", closed: "IPv4", works: "[::1]:9000" },
    });
  });
  it("stays quiet when the address is another host's", () => {
    expect(said(look(refused, listeners([{}], ["127.0.0.1", "10.0.0.9"])))).toEqual([]);
  });
  it("stays quiet when the port is open elsewhere too, or another port is", () => {
    expect(said(look(refused, listeners([{}, { address: "0.0.0.0" }])))).toEqual([]);
    expect(said(look(refused, listeners([{ port: 9001 }])))).toEqual([]);
  });
  it("stays quiet when the connection opens or is not answered", () => {
    expect(look(connect("10.0.0.5:9000"), listeners([{}])).status).toBe("skip");
    expect(look(connect("10.0.0.5:9000", "silence"), listeners([{}])).status).toBe("skip");
  });
});

describe("service-on-other-port", () => {
  const answer = (path: string, over: Parameters<typeof exchange>[0] = {}) => {
    const target = { kind: "tcp", host: "10.0.0.5", port: 9001, isAddress: true } as const;
    const request = plain({ path }, { target });
    return exchange(over, { experiment: "other-port", request, subjects: refused.subjects });
  };

  it("fires when another port has the very path of the route", () => {
    expect(strongest(look(refused, answer("/api/items")))).toMatchObject({
      cause: "service-on-other-port",
      strength: 0.85,
      args: { found: 9001 },
    });
  });
  it("stays quiet about a page at /, a page for everything, and a path that is not there", () => {
    expect(said(look(refused, answer("/")))).toEqual([]);
    expect(said(look(refused, answer("/api/", { headers: [["Content-Type", "text/html"]] })))).toEqual([]);
    expect(said(look(refused, answer("/api/", { status: 404 })))).toEqual([]);
  });
  it("stays quiet about a port that the config names itself", () => {
    const seen = verdict(check, [refused, answer("/api/")], { gateway: world("10.0.0.5:9001") });
    expect(said(seen)).toEqual([]);
  });
});
