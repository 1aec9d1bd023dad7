import { describe, expect, it } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import { assumed } from "../../src/model/source.ts";
import { EXPERIMENTS } from "../../src/model/variation.ts";
import { gatewayGroup } from "../../src/plan/gateway-group.ts";
import { type EndedStep, lastStep, type Step } from "../../src/plan/step.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";
import { ground } from "../given/ground.ts";
import { connect, ended as endOf, event, log as logOf, requestTo, resolve } from "../given/network.ts";
import { exchange } from "../given/observation.ts";

const at = { file: "/etc/gateway.conf", line: 1, column: 1 };
const options = { isHere: true, sinceMs: 3_600_000, experiments: new Set(EXPERIMENTS) };
const keepalive = { connections: assumed(16, at), idleMs: assumed(60_000, at) };
const subjects = [
  { gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:80", address: "10.0.0.5", route: "/" },
];

function world(over: Parameters<typeof upstream>[2] = {}) {
  return gateway([upstream("api", [endpoint("10.0.0.5:80")], over)], [route("/", "api")]);
}

function climbed(end: Measurement): EndedStep {
  const request = requestTo("10.0.0.5:80");
  const step = lastStep({ what: "10.0.0.5:80", request, subjects, varied: undefined });
  return { step: { ...step, ground: ground(request, { subjects }) }, seen: [end] };
}

function log(word: string, peer = "10.0.0.5:80"): EndedStep {
  const seen = logOf(event(word, { peer }));
  return {
    step: lastStep({ what: "log", request: seen.request, subjects, varied: undefined }),
    seen: [seen],
  };
}

const kinds = (steps: readonly Step[]) =>
  steps.map(({ request, varied }) => varied?.experiment ?? request.kind);

describe("what follows when all of a gateway is seen", () => {
  it("is nothing where all is well", () => {
    expect(
      gatewayGroup(world({ keepalive }), options).next([
        climbed(exchange()),
        log("read-timeout", "10.9.9.9:80"),
      ]),
    ).toEqual([]);
  });
  it("is a look at the listening sockets of this host and at its kernel after a refusal, once", () => {
    const refused = climbed(connect("10.0.0.5:80", "ECONNREFUSED"));
    expect(kinds(gatewayGroup(world(), options).next([refused, refused]))).toEqual([
      "firewall",
      "listeners",
      "kernel",
      "changes",
      "containers",
    ]);
    expect(gatewayGroup(world(), { ...options, isHere: false }).next([refused])).toEqual([]);
  });
  it("is a watch over the kernel's counters where a connection is not answered, and none where an answer stays away", () => {
    const silent = climbed(connect("10.0.0.5:80", "silence", { durationMs: 5_000 }));
    const none = { isHere: true, sinceMs: 3_600_000, experiments: new Set<never>() };
    const [firewall, , kernel] = gatewayGroup(world(), none).next([silent]);
    expect(firewall?.request).toEqual({
      kind: "firewall",
      flows: [{ source: undefined, host: "10.0.0.5", port: 80 }],
    });
    expect(kernel?.request).toEqual({ kind: "kernel", ports: [80], watchMs: 1_100 });
    const away = climbed(connect("10.0.0.5:80", "EHOSTUNREACH"));
    expect(kinds(gatewayGroup(world(), none).next([away]))).toEqual(["firewall", "containers"]);
    const lost = climbed(resolve({}, { outcome: endOf("silence") }));
    expect(kinds(gatewayGroup(world(), none).next([lost]))).toEqual(["changes", "containers"]);
  });
  it.each([
    ["does not open", [climbed(connect("10.0.0.5:80", "silence", { durationMs: 5_000 }))]],
    ["opens late", [climbed(connect("10.0.0.5:80", "answered", { durationMs: 1_010 }))]],
    ["did not open for the gateway", [climbed(exchange()), log("connect-timeout")]],
  ])("is ten more connections where one %s", (_, seen) => {
    const steps = gatewayGroup(world(), { ...options, isHere: false }).next(seen);
    expect(kinds(steps)).toEqual(Array.from({ length: 10 }, () => "connections"));
    expect(steps[0]?.request).toMatchObject({ exchange: undefined, tls: undefined, patienceMs: 2_500 });
  });
  it("is the start of a body alone where a long one stays away behind its header", () => {
    const headers = [["Content-Length", "65536"]] as const;
    const stalled = { headers, headerMs: 8, bodyBytes: 0, bodyComplete: false };
    const seen = exchange(stalled, { durationMs: 1_010 });
    const { exchange: ask } = seen.request;
    const [own] = [climbed(seen)];
    const ended = { ...own, step: { ...own.step, ground: ground(seen.request, { subjects }) } };
    const [step] = gatewayGroup(world(), options).next([ended]);
    expect(step?.request).toMatchObject({
      exchange: { headers: [...(ask?.headers ?? []), ["Range", "bytes=0-99"]] },
    });
  });
  it("is a connection kept idle where the gateway keeps some and its log shows that they are cut", () => {
    const seen = [climbed(exchange()), log("closed-before-header")];
    const steps = gatewayGroup(world({ keepalive }), options).next(seen);
    expect(kinds(steps)).toEqual(["repeat", "idle", "containers"]);
    expect(steps[1]?.request).toMatchObject({ kind: "idle", holdMs: 6_000 });
    expect(kinds(gatewayGroup(world(), options).next(seen))).toEqual(["repeat", "containers"]);
    const repeating = world({ keepalive: { ...keepalive, repeatsReads: true } });
    expect(kinds(gatewayGroup(repeating, options).next(seen))).toEqual(["repeat", "containers"]);
  });
  it("is the same request a few times more, until one fails, where the log shows connections that were cut", () => {
    let next = gatewayGroup(world(), options).next([climbed(exchange()), log("reset-before-header")]);
    let asked = 0;
    for (; next[0] !== undefined; next = next[0].next([exchange()])) asked++;
    expect(asked).toBe(4);
    const [first] = gatewayGroup(world(), options).next([climbed(exchange()), log("reset-before-header")]);
    expect(first?.next([exchange({}, { outcome: endOf("silence") })])).toEqual([]);
  });
  it("is the same where the access log shows errors, with or without the peer that made them", () => {
    const nameless = { ...log("access-500"), seen: [logOf(event("access-500"))] };
    for (const seen of [log("access-502"), nameless])
      expect(kinds(gatewayGroup(world(), options).next([climbed(exchange()), seen]))).toEqual(["repeat"]);
    expect(gatewayGroup(world(), options).next([climbed(exchange()), log("access-404")])).toEqual([]);
  });
  it("is a request of more than one packet where the log shows time-outs of a peer that answers now", () => {
    const steps = gatewayGroup(world(), options).next([climbed(exchange()), log("read-timeout")]);
    expect(kinds(steps)).toEqual(["full-size"]);
    const failing = climbed(exchange({}, { outcome: endOf("silence") }));
    expect(gatewayGroup(world(), { ...options, isHere: false }).next([failing, log("read-timeout")])).toEqual(
      [],
    );
  });
  it("is a look at the containers alone without experiments", () => {
    const none = { isHere: true, sinceMs: 3_600_000, experiments: new Set<never>() };
    const steps = gatewayGroup(world({ keepalive }), none).next([
      climbed(exchange()),
      log("closed-before-header"),
    ]);
    expect(kinds(steps)).toEqual(["containers"]);
  });
});
