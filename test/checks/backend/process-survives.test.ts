import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/process-survives.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { firewall, kernel, limits, listeners, memoryKill, owner } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect, event, log } from "../../given/network.ts";
import { closed, exchange, plain } from "../../given/observation.ts";

const PLACE = "10.0.0.5:9000";
const world = gateway([upstream("api", [endpoint(PLACE)])], [route("/", "api")]);
const refused = connect(PLACE, "ECONNREFUSED");
const opened = connect(PLACE);
const tie = { port: 9000, by: "/etc/systemd/system/api.service" };
const kill = memoryKill({ ties: [tie] });

const look = (...observations: readonly Observation[]) =>
  verdict(check, observations, { gateway: world, policy: { now: AT + 5_000 } });

const refusedSince = (firstAt: number) => log(event("connect-refused", { peer: PLACE, firstAt }));

function cut() {
  const target = { kind: "tcp", host: "10.0.0.5", port: 9000, isAddress: true } as const;
  const request = plain({ path: "/" }, { target });
  const { subjects } = opened;
  return { ...exchange({}, { outcome: closed, request, subjects, durationMs: 40 }), startedAt: AT };
}

describe("service-oom-killed", () => {
  it("fires where nothing listens since the kill, and the gateway's first refusal follows it", () => {
    const found = strongest(look(refused, listeners([]), kernel({ events: [kill] }), refusedSince(AT)));
    expect(found).toMatchObject({ cause: "service-oom-killed", role: "root", strength: 0.95 });
    expect(found.evidence.slice(1)).toEqual([
      "the kernel killed pid 4242 node, api.service, for memory at 2026-11-22T02:10:29Z, with 512 MiB of its own: the memory limit of api.service was reached",
      "/etc/systemd/system/api.service names port 9000",
      "nothing listens on port 9000 since",
      "the gateway's first refusal is logged at 2026-11-22T02:10:31Z, 2 s later",
    ]);
  });
  it("fires with less certainty without a log", () => {
    expect(strongest(look(refused, listeners([]), kernel({ events: [kill] })))).toMatchObject({
      strength: 0.85,
    });
  });
  it("fires for a worker of the very unit that listens, ended while it answered", () => {
    const here = listeners([{ address: "0.0.0.0", owner: owner(77, "gunicorn", { unit: "api.service" }) }]);
    const events = [memoryKill({ at: AT + 30, command: "gunicorn" })];
    expect(strongest(look(opened, cut(), here, kernel({ events })))).toMatchObject({
      cause: "service-oom-killed",
      strength: 0.95,
    });
  });
  it("stays quiet about a kill that nothing ties to the port", () => {
    const seen = [refused, listeners([]), refusedSince(AT)] as const;
    expect(said(look(...seen, kernel({ events: [memoryKill()] })))).toEqual([]);
    const other = memoryKill({ ties: [{ ...tie, port: 9001 }] });
    expect(said(look(...seen, kernel({ events: [other] })))).toEqual([]);
  });
  it("stays quiet about a root group that holds everybody", () => {
    const here = listeners([{ address: "0.0.0.0", owner: owner(77, "node", { cgroup: "/" }) }]);
    const events = [memoryKill({ at: AT, cgroup: "/", unit: undefined })];
    expect(said(look(opened, cut(), here, kernel({ events })))).toEqual([]);
  });
  it("stays quiet where refusals began long after the kill, and where it is days old", () => {
    const seen = [refused, listeners([])] as const;
    const later = refusedSince(AT + 3_600_000);
    expect(said(look(...seen, kernel({ events: [kill] }), later))).toEqual([]);
    const old = memoryKill({ ties: [tie], at: AT - 2 * 86_400_000 });
    expect(said(look(...seen, kernel({ events: [old] })))).toEqual([]);
  });
  it("stays quiet about another host, and where something listens", () => {
    const events = [kill];
    expect(said(look(refused, listeners([], ["10.0.0.9"]), kernel({ events }), refusedSince(AT)))).toEqual(
      [],
    );
    const here = listeners([{ address: "0.0.0.0" }]);
    expect(said(look(refused, here, kernel({ events }), refusedSince(AT)))).toEqual([]);
  });
});

describe("service-dies-on-request", () => {
  const bound = (over: Parameters<typeof owner>[2]) =>
    listeners([{ address: "0.0.0.0", owner: owner(77, "node", { unit: "api.service", ...over }) }]);

  it("fires where the owner is younger than the request", () => {
    const found = strongest(look(opened, cut(), bound({ startedAt: AT + 300 })));
    expect(found).toMatchObject({ cause: "service-dies-on-request", strength: 0.93 });
    expect(found.evidence[1]).toBe(
      "pid 77 node, api.service, which listens on port 9000 now, started 300 ms after the request",
    );
  });
  const children = (connections: readonly number[] | undefined, late = 200) => ({
    startedAt: AT - 60_000,
    children: { youngestAt: AT + late, connections },
  });
  it("fires where a worker was replaced: one that waits for work, or holds several connections", () => {
    const waits = strongest(look(opened, cut(), bound(children([1, 0]))));
    expect(waits).toMatchObject({ cause: "service-dies-on-request", strength: 0.85 });
    expect(waits.evidence[1]).toBe(
      "a worker of pid 77 node, api.service, started 200 ms after the request, in place of another",
    );
    expect(said(look(opened, cut(), bound(children([3]))))).toEqual(["root service-dies-on-request"]);
  });
  it("takes no process that is made for each connection for a worker, nor one that can't be looked into", () => {
    expect(said(look(opened, cut(), bound(children([1, 1, 1]))))).toEqual([]);
    expect(said(look(opened, cut(), bound(children(undefined))))).toEqual([]);
  });
  it("fires where nothing listens any more, unless a rule may pass the port on", () => {
    const flow = { source: undefined, host: "10.0.0.5", port: 9000 };
    const rules = (over: Parameters<typeof firewall>[2]) =>
      look(opened, cut(), listeners([]), firewall([], opened.subjects, over, [flow]));
    expect(strongest(rules({}))).toMatchObject({ strength: 0.75 });
    const forwards = [{ ...flow, chain: "ip nat DOCKER", rule: "tcp dport 9000 dnat" }];
    expect(said(rules({ forwards }))).toEqual([]);
    const unread = strongest(rules({ forwards: undefined, unread: "no permission to list the rules" }));
    expect(unread).toMatchObject({ strength: 0.5 });
    expect(unread.evidence.at(-1)).toBe(
      "whether a rule of this host sends it elsewhere is not known: no permission to list the rules",
    );
  });
  it("fires with a crash of that name at that moment, and not with another's", () => {
    const crash = { kind: "crash", at: AT + 20, pid: 99, command: "node", how: "segfault" } as const;
    const here = bound({ startedAt: AT - 9_000 });
    const found = strongest(look(opened, cut(), here, kernel({ events: [crash] })));
    expect(found).toMatchObject({ cause: "service-dies-on-request", strength: 0.95 });
    const others = [
      { ...crash, command: "java" },
      { ...crash, at: AT - 60_000 },
    ];
    expect(said(look(opened, cut(), here, kernel({ events: others })))).toEqual([]);
  });
  it("stays quiet where the owner and its workers are older than the request", () => {
    const here = bound(children([0], -8_000));
    expect(said(look(opened, cut(), here, kernel()))).toEqual([]);
  });
  it("stays quiet about another host's connection that was cut", () => {
    expect(said(look(opened, cut(), listeners([], ["10.0.0.9"])))).toEqual([]);
  });
});
describe("kills that a control group counts", () => {
  const memory = (kills: number) =>
    limits([{ memory: { group: "/api", mostBytes: 64 * 2 ** 20, heldBytes: 0, kills } }]);
  const replaced = listeners([{ address: "0.0.0.0", owner: owner(77, "node", { startedAt: AT + 200 }) }]);
  const closedLog = kernel({ logUnread: "no permission to read the kernel's log" });

  it("say why a worker ended where the kernel's log is closed", () => {
    const found = strongest(look(opened, cut(), replaced, closedLog, memory(2)));
    expect(found).toMatchObject({ cause: "service-oom-killed", strength: 0.8 });
    expect(found.evidence.at(-1)).toBe(
      "/api, the control group of pid 77 node, counts 2 processes killed at its memory limit of 64 MiB",
    );
  });
  it("are another time's where the log was read, and nobody's where none ended or none was killed", () => {
    expect(said(look(opened, cut(), replaced, kernel(), memory(2)))).toEqual([
      "root service-dies-on-request",
    ]);
    expect(said(look(opened, cut(), replaced, closedLog, memory(0)))).toEqual([
      "root service-dies-on-request",
    ]);
    const older = listeners([{ address: "0.0.0.0", owner: owner(77, "node", { startedAt: AT - 9_000 }) }]);
    expect(said(look(opened, cut(), older, closedLog, memory(2)))).toEqual([]);
  });
});
