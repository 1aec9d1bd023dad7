import { describe, expect, it } from "vitest";
import check from "../../../checks/network/container-reach.ts";
import type { Container } from "../../../src/model/container.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { container, containers } from "../../given/container.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { listeners } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect, event, log, processes, resolve } from "../../given/network.ts";
import { closed, exchange } from "../../given/observation.ts";

const ON_HOST = { gatewayPids: [] };
const front = container({
  id: "f".repeat(64),
  name: "front",
  published: [],
  exposed: [],
  networks: [{ name: "edge", addresses: ["172.20.0.2"], aliases: [] }],
  listens: [{ address: "0.0.0.0", port: 8080 }],
  gatewayPids: [4242],
});
const elsewhere = processes([{ pid: 4242, sharesNetwork: false }]);
const inDns = { kind: "not-found", reason: "no such name", code: "NXDOMAIN" } as const;

/** What is said of one endpoint, which an upstream of the same name has. */
function judged(
  place: string,
  seen: readonly Observation[],
  ...all: readonly (Partial<Container> | Container)[]
) {
  const one = gateway([upstream("api", [endpoint(place)])], [route("/", "api")]);
  const subjects = [{ gateway: one.id, upstream: "api", endpoint: place }];
  const own = [...seen, { ...listeners([]), subjects }].map((each) =>
    each.kind === "process" || each.kind === "log" ? each : { ...each, subjects },
  );
  return verdict(check, [...own, containers(...all.map((each) => container(each)))], { gateway: one });
}
const refused = (at: string) => connect(at, "ECONNREFUSED");

describe("a gateway in a container", () => {
  const loopback = "127.0.0.1:8081";

  it("calls itself on loopback, where nothing of its own listens, whatever the host reaches there", () => {
    const seen = [connect(loopback), exchange(), elsewhere];
    const shop = { listens: [{ address: "0.0.0.0", port: 8081 }] };
    const found = strongest(judged(loopback, seen, front, shop));
    expect(found).toMatchObject({
      cause: "container-network-mismatch",
      role: "root",
      args: { meant: "shop", why: "127.0.0.1 is the gateway's own container front" },
    });
    const own = { ...front, listens: [{ address: "127.0.0.1", port: 8081 }] };
    expect(said(judged(loopback, seen, own, shop))).toEqual([]);
    expect(said(judged(loopback, seen, { ...front, networkMode: "host" }, shop))).toEqual([]);
    expect(said(judged(loopback, seen, { ...front, listens: undefined }, shop))).toEqual([]);
  });
  it("can't reach one by name with which it shares no network, or only the one without names", () => {
    const seen = [resolve({}, { outcome: inDns }), elsewhere];
    const found = strongest(judged("api:80", seen, front, {}));
    expect(found).toMatchObject({
      cause: "container-network-mismatch",
      args: { network: "back", gateway: "front" },
    });
    expect(found.evidence).toContain(
      "container front is in the network edge, container shop in the network back",
    );
    const both = [{ name: "bridge", addresses: [], aliases: [] }];
    const nameless = judged("shop:80", seen, { ...front, networks: both }, { networks: both });
    expect(said(nameless)).toEqual(["root container-network-mismatch"]);
  });
  it("is left alone where they share a network, and where the other one does not run", () => {
    const seen = [resolve({}, { outcome: inDns }), elsewhere];
    const shared = [...front.networks, { name: "back", addresses: ["172.18.0.9"], aliases: [] }];
    expect(said(judged("api:80", seen, { ...front, networks: shared }, {}))).toEqual([]);
    expect(said(judged("api:80", seen, front, { status: "exited" }))).toEqual([]);
  });
});

describe("a container that was started again", () => {
  const shared = [{ name: "edge", addresses: ["172.20.0.9"], aliases: [] }];
  const shop = { name: "shop", networks: shared, startedAt: AT - 60_000 };
  const failed = (peer: string, lastAt = AT) =>
    judged("shop:80", [elsewhere, log(event("connect-refused", { peer, lastAt }))], front, shop);

  it("is called at its old address by a gateway that resolved its name before", () => {
    const found = strongest(failed("172.20.0.5:80"));
    expect(found).toMatchObject({
      cause: "dns-stale-address",
      args: { stale: "172.20.0.5:80", name: "shop" },
    });
    expect(found.evidence.at(-1)).toContain("container shop has 172.20.0.9");
  });
  it("is no cause where the failures are older, at its address or at another port", () => {
    expect(said(failed("172.20.0.5:80", AT - 120_000))).toEqual([]);
    expect(said(failed("172.20.0.9:80"))).toEqual([]);
    expect(said(failed("172.20.0.5:81"))).toEqual([]);
  });
});

describe("a gateway on the host", () => {
  const here = "127.0.0.1:80";

  it("knows no names of containers", () => {
    expect(strongest(judged("api:80", [resolve({}, { outcome: inDns })], {}))).toMatchObject({
      cause: "container-network-mismatch",
      args: { meant: "shop", gateway: "" },
    });
    expect(said(judged("other:80", [resolve({}, { outcome: inDns })], {}))).toEqual([]);
    expect(said(judged("api:80", [connect("172.18.0.2:80"), exchange()], {}))).toEqual([]);
  });
  it("reaches no port that is open in one container alone", () => {
    const hidden = { ...ON_HOST, published: [] };
    expect(strongest(judged(here, [refused(here)], hidden))).toMatchObject({
      cause: "container-network-mismatch",
      args: { why: "container shop does not publish its port 80" },
    });
    expect(said(judged(here, [refused(here)], hidden, { ...hidden, id: "e".repeat(64) }))).toEqual([]);
    expect(said(judged(here, [connect(here), exchange()], hidden))).toEqual([]);
    expect(said(judged("10.9.9.9:80", [refused("10.9.9.9:80")], hidden))).toEqual([]);
  });
  it("is told at which port the container is published instead", () => {
    expect(strongest(judged(here, [refused(here)], {}))).toMatchObject({
      cause: "service-on-other-port",
      args: { found: 8443 },
    });
  });
  it("is told that the port is published on loopback alone", () => {
    const place = "10.0.0.5:8443";
    const narrow = { published: [{ hostAddress: "127.0.0.1", hostPort: 8443, port: 80 }] };
    expect(strongest(judged(place, [refused(place)], narrow))).toMatchObject({
      cause: "service-bound-to-loopback",
      args: { bound: "127.0.0.1:8443", publisher: "shop" },
    });
    expect(said(judged(place, [refused(place)], {}))).toEqual([]);
  });
});

describe("a published port", () => {
  const place = "127.0.0.1:8443";
  const cut = [connect(place), exchange({}, { outcome: closed })];

  it("leads to nobody where the service listens on its own loopback, or at another port", () => {
    const loopback = { listens: [{ address: "127.0.0.1", port: 80 }] };
    expect(strongest(judged(place, cut, loopback))).toMatchObject({
      cause: "service-bound-to-loopback",
      args: { bound: "127.0.0.1:80 within container shop" },
    });
    const other = { listens: [{ address: "::", port: 3000 }] };
    expect(strongest(judged(place, cut, other))).toMatchObject({
      cause: "service-on-other-port",
      args: { found: 3000, inside: 80 },
    });
  });
  it("is no cause where the service listens there, nor where its sockets can't be seen or are many", () => {
    expect(said(judged(place, cut, {}))).toEqual([]);
    expect(said(judged(place, cut, { listens: undefined }))).toEqual([]);
    const many = [1, 2].map((port) => ({ address: "0.0.0.0", port }));
    expect(said(judged(place, cut, { listens: many }))).toEqual([]);
    expect(
      said(judged(place, [connect(place), exchange()], { listens: [{ address: "::", port: 3000 }] })),
    ).toEqual([]);
  });
});

it("says nothing where no engine tells", () => {
  const none = { ...containers(), outcome: { kind: "not-allowed", reason: "…", code: undefined } } as const;
  expect(verdict(check, [connect("10.0.0.5:8443", "ECONNREFUSED"), none])).toMatchObject({ status: "skip" });
});
