import { describe, expect, it } from "vitest";
import check from "../../../checks/application/answers-in-time.ts";
import { targetText } from "../../../src/model/evidence.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { OTHER_ROUTE } from "../../given/endpoint.ts";
import { listeners, owner, resources } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { exchange, plain, silence } from "../../given/observation.ts";

function hostAndPort() {
  const { target } = plain();
  if (target.kind !== "tcp") throw new Error("no port");
  return target;
}

const limits = { ...plain().limits, readIdleMs: 2000 };
const strict = { request: plain({}, { limits }) };
const silent = { outcome: silence, durationMs: 5000, ...strict };
const patient = { request: plain({}, { limits, answerPatienceMs: 12_000 }) };

describe("timeout-too-short", () => {
  it("fires when the answer comes after the gateway's limit", () => {
    const found = strongest(verdict(check, [exchange({ firstByteMs: 3200, headerMs: 3200 }, strict)]));
    expect(found).toMatchObject({ cause: "timeout-too-short", strength: 0.95, args: { wanted: "7s" } });
    expect(found.evidence).toEqual([
      "GET / with Host api over HTTP/1.0: first answer after 3.2 s",
      "nginx gives up after 2 s",
    ]);
  });
  it("is latent for a silence within the body", () => {
    expect(said(verdict(check, [exchange({ longestPauseMs: 2500 }, strict)]))).toEqual([
      "latent timeout-too-short",
    ]);
  });
  it("stays quiet about an answer within the limit, however slow", () => {
    expect(said(verdict(check, [exchange({ firstByteMs: 1900, headerMs: 1900 }, strict)]))).toEqual([]);
  });
});

describe("service-hung", () => {
  it("is sure where more patience did not help either", () => {
    const found = strongest(verdict(check, [exchange({}, { ...patient, outcome: silence })]));
    expect(found).toMatchObject({ cause: "service-hung", strength: 0.93 });
    expect(found.evidence[0]).toContain("no answer within 12 s");
  });
  it("names the process of this host that holds the socket, and is surest where it is stopped", () => {
    const { port } = hostAndPort();
    const here = (stands?: "stopped") =>
      listeners([{ address: "0.0.0.0", port, waiting: 2, owner: owner(77, "node", { stands }) }]);
    const seen = exchange({}, { ...patient, outcome: silence });
    const look = (stands?: "stopped") =>
      strongest(verdict(check, [seen, { ...here(stands), subjects: seen.subjects }]));
    expect(look()).toMatchObject({ strength: 0.93, args: { owner: "pid 77 node" } });
    expect(look("stopped").strength).toBe(0.97);
    expect(look("stopped").evidence.slice(1)).toEqual([
      `pid 77 node listens on port ${port} of this host, and is stopped by a signal or a debugger`,
      "2 connections wait there to be accepted",
    ]);
  });
  it("says that all of this host waits for a disk, where the service is on it", () => {
    const { port } = hostAndPort();
    const seen = exchange({}, { ...patient, outcome: silence });
    const pressure = { cpuSome: 0, memorySome: 0, memoryFull: 0, ioFull: 47.3 };
    const own = { ...listeners([{ address: "0.0.0.0", port }]), subjects: seen.subjects };
    const told = (...all: readonly Observation[]) =>
      strongest(verdict(check, [seen, ...all])).evidence.some((one) => one.includes("waited for a disk"));
    expect(told(own, resources({ pressure }))).toBe(true);
    expect(told(own, resources({}))).toBe(false);
    expect(told(resources({ pressure }))).toBe(false);
  });
  it("is surer where the gateway's log shows that it waited in vain", () => {
    const line = log(event("read-timeout", { peer: targetText(plain().target) }));
    const found = strongest(verdict(check, [exchange({}, { outcome: silence, durationMs: 5000 }), line]));
    expect(found.strength).toBe(0.85);
    const other = log(event("read-timeout", { peer: "10.9.9.9:80" }));
    expect(strongest(verdict(check, [exchange({}, { outcome: silence }), other])).strength).toBe(0.6);
  });
  it("is less sure where uhc gave up before the gateway would, and says so", () => {
    const found = strongest(verdict(check, [exchange({}, { outcome: silence, durationMs: 5000 })]));
    expect(found.strength).toBe(0.6);
    expect(found.evidence[1]).toBe("uhc gave up before nginx would (after 60 s): a slow answer is possible");
  });
  it("is less sure where other requests are answered", () => {
    const seen = verdict(check, [exchange({}, silent), exchange({}, { subjects: [OTHER_ROUTE] })]);
    expect(strongest(seen)).toMatchObject({ routes: ["/api/ api"] });
    expect(strongest(seen).strength).toBeLessThan(0.8);
  });
  it("stays quiet about a stream that does not end", () => {
    expect(said(verdict(check, [exchange({ status: 200 }, silent)]))).toEqual([]);
  });
});
