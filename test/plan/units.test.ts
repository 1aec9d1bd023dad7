import { describe, expect, it } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import type { LocalListener } from "../../src/model/owner.ts";
import { hostSteps } from "../../src/plan/host-steps.ts";
import { type EndedStep, lastStep } from "../../src/plan/step.ts";
import { ground } from "../given/ground.ts";
import { listeners, owner } from "../given/host.ts";
import { connect, event, log as logOf, requestTo } from "../given/network.ts";
import { closed, exchange } from "../given/observation.ts";

const subjects = [{ gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:9000" }];

function climbed(end: Measurement, place = "10.0.0.5:9000"): EndedStep {
  const request = requestTo(place);
  const step = lastStep({ what: place, request, subjects, varied: undefined });
  return { step: { ...step, ground: ground(request, { subjects }) }, seen: [end] };
}

const refused = climbed(connect("10.0.0.5:9000", "ECONNREFUSED"));

/** The places that systemd is asked for, after a look that shows these sockets. */
function places(
  ended: readonly EndedStep[],
  sockets: readonly Partial<LocalListener>[],
  own?: readonly string[],
) {
  const look = hostSteps({ user: undefined }, ended, 1).find(({ request }) => request.kind === "listeners");
  const steps = look?.next([listeners(sockets, own)]) ?? [];
  return steps.flatMap(({ request }) => (request.kind === "unit" ? request.place : []));
}

describe("the unit of a place of this host", () => {
  const bound = (over: Parameters<typeof owner>[2], command = "node", pid = 77) => [
    { address: "0.0.0.0", owner: owner(pid, command, over) },
  ];
  const place = { host: "10.0.0.5", port: 9000 };

  it("is looked for by what units are told where nothing listens", () => {
    expect(places([refused], [])).toEqual([{ ...place, holder: { kind: "nobody" } }]);
    expect(places([refused], [{ address: "127.0.0.1" }])).toEqual([{ ...place, holder: { kind: "nobody" } }]);
    expect(places([refused], [], ["10.0.0.9"])).toEqual([]);
  });
  it("is looked for among the programs of supervisord too, where nothing listens", () => {
    const asked = (sockets: readonly Partial<LocalListener>[]) =>
      hostSteps({ user: undefined }, [refused], 1)
        .find(({ request }) => request.kind === "listeners")
        ?.next([listeners(sockets)])
        .map(({ request }) => request.kind);
    expect(asked([])).toContain("supervised");
    expect(asked(bound({ unit: "api.service" }))).not.toContain("supervised");
  });
  it("is the one in which the listener runs, and none where that runs in a session or a container", () => {
    expect(places([refused], bound({ unit: "api.service" }))).toEqual([
      { ...place, holder: { kind: "unit", unit: "api.service", process: "pid 77 node" } },
    ]);
    expect(places([refused], bound({}))).toEqual([]);
    expect(places([refused], bound({ unit: "x.service", container: "0123" }))).toEqual([]);
  });
  it("is not told by the service manager's own socket, nor by what passes on, nor by a listener that can't be seen", () => {
    const unknown = [{ ...place, holder: { kind: "unknown" } }];
    expect(places([refused], bound({}, "systemd", 1))).toEqual(unknown);
    expect(places([refused], bound({ unit: "docker.service" }, "docker-proxy"))).toEqual(unknown);
    expect(places([refused], [{ address: "0.0.0.0", owner: undefined }])).toEqual(unknown);
  });
  it("is looked for on loopback where all is well and the log says that it was not", () => {
    const own = "127.0.0.1:9000";
    const seen = logOf(event("connect-refused", { peer: own }));
    const log = {
      step: lastStep({ what: "log", request: seen.request, subjects, varied: undefined }),
      seen: [seen],
    };
    const well = climbed(exchange({}, { request: { ...exchange().request, ...requestTo(own) } }), own);
    expect(places([well, log], bound({ unit: "api.service" }))).toHaveLength(1);
    expect(places([well], bound({ unit: "api.service" }))).toEqual([]);
  });
});

describe("the rules that may pass a port on", () => {
  const place = "10.0.0.5:9000";
  const opened = climbed(connect(place), place);
  const cut = { ...opened, seen: [...opened.seen, exchange({}, { outcome: closed })] };
  const rulesAfter = (sockets: readonly Partial<LocalListener>[], own?: readonly string[]) =>
    hostSteps({ user: undefined }, [cut], 1)
      .flatMap((step) => step.next([listeners(sockets, own)]))
      .filter(({ request }) => request.kind === "firewall");

  it("are followed where a connection was taken and cut, and nothing listens", () => {
    expect(rulesAfter([]).map(({ request }) => request)).toMatchObject([
      { flows: [{ host: "10.0.0.5", port: 9000 }] },
    ]);
    expect(rulesAfter([{ address: "0.0.0.0" }])).toEqual([]);
    expect(rulesAfter([], ["10.0.0.9"])).toEqual([]);
    expect(hostSteps({ user: undefined }, [cut], 1).map(({ request }) => request.kind)).not.toContain(
      "firewall",
    );
  });
});
