import { describe, expect, it } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import { EXPERIMENT_LIST } from "../../src/plan/experiments/index.ts";
import { type EndedStep, lastStep, type Step } from "../../src/plan/step.ts";
import { experimentGroup } from "../../src/plan/trials.ts";
import { climbRequest, connected, exchanged } from "../given/climb.ts";
import { ground } from "../given/ground.ts";
import { alerted, exchange } from "../given/observation.ts";

/** A climb to 10.0.0.N on behalf of a route, which ended like this. */
function climbed(nth: number, end: Measurement, path = "/", routeHosts: readonly string[] = []): EndedStep {
  const host = `10.0.0.${nth}`;
  const subjects = [
    { gateway: "nginx", upstream: "api", endpoint: `${host}:80`, address: host, route: path },
  ];
  const request = climbRequest(host, 80, end.request.kind === "climb" ? { tls: end.request.tls } : {});
  const asked = { ...request, exchange: request.exchange && { ...request.exchange, path } };
  const step: Step = {
    ...lastStep({ what: host, request: asked, subjects, varied: undefined }),
    ground: ground(asked, { subjects, what: host, routeHosts }),
  };
  return { step, seen: [connected(asked, subjects), end] };
}

function planned(ended: readonly EndedStep[]) {
  const steps = experimentGroup(EXPERIMENT_LIST).next(ended);
  return steps.map((step) => ({ at: step.what.split(/,| /, 1)[0], varied: step.varied?.experiment, step }));
}

describe("the failures of one upstream", () => {
  it("are none where everybody answers", () => {
    expect(planned([climbed(1, exchange())])).toEqual([]);
  });
  it("are experimented on at the first two endpoints that fail alike, the first of which speaks for the others", () => {
    const steps = planned([1, 2, 3, 4].map((nth) => climbed(nth, alerted(112))));
    expect(steps.map(({ at }) => at)).toEqual(["10.0.0.1", "10.0.0.2"]);
    const varied = steps[0]?.step.next([alerted(112)])[0]?.next([alerted(112)])[0];
    expect(varied?.varied?.experiment).toBe("server-name");
    expect(varied?.subjects.map(({ endpoint }) => endpoint)).toEqual([
      "10.0.0.1:80",
      "10.0.0.3:80",
      "10.0.0.4:80",
    ]);
  });
  it("are told apart by the way they end", () => {
    const steps = planned([climbed(1, alerted(112)), climbed(2, alerted(40)), climbed(3, alerted(70))]);
    expect(steps.map(({ at }) => at)).toEqual(["10.0.0.1", "10.0.0.2", "10.0.0.3"]);
  });
  it("are one failure for all routes over a handshake that fails, and one for each route that gets a status", () => {
    expect(planned([climbed(1, alerted(40), "/a/"), climbed(1, alerted(40), "/b/")])).toHaveLength(1);
    const misdirected = ["/a/", "/b/"].map((path) =>
      climbed(1, exchange({ status: 421 }), path, ["www.example.org"]),
    );
    const [first, ...others] = planned(misdirected);
    expect(others).toEqual([]);
    expect(first?.step.subjects.map(({ route }) => route)).toEqual(["/a/"]);
    const second = first?.step.next([exchange({ status: 421 })])[0];
    expect(second?.subjects.map(({ route }) => route)).toEqual(["/b/"]);
  });
  it("are not experimented on where the endpoint asks to be left alone, or takes connections slowly", () => {
    const limited = climbed(1, exchange({ status: 429 }));
    const shed = climbed(2, exchange({ status: 503, headers: [["Retry-After", "5"]] }));
    for (const one of [limited, shed]) {
      const [again] = planned([one]);
      expect(again?.varied).toBe("repeat");
      const last = again?.step.next(one.seen)[0];
      expect(last?.next(one.seen)).toEqual([]);
    }
    const slow = climbed(3, exchange({ status: 404 }));
    const seen = slow.seen.map((one) => (one.kind === "connect" ? { ...one, durationMs: 1_200 } : one));
    expect(planned([{ ...slow, seen }])).toEqual([]);
  });
  it("do not exist for answers that are no failure: a 404 without anything to vary", () => {
    const request = climbRequest("10.0.0.1");
    const step = {
      ...lastStep({ what: "a", request, subjects: [], varied: undefined }),
      ground: ground(request),
    };
    expect(planned([{ step, seen: exchanged(request, [], 404) }])).toEqual([]);
  });
});
