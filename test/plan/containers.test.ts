import { describe, expect, it } from "vitest";
import { containerSteps } from "../../src/plan/containers.ts";
import { type EndedStep, lastStep } from "../../src/plan/step.ts";
import { ground } from "../given/ground.ts";
import { connect, processes, requestTo, resolve } from "../given/network.ts";
import { exchange, silence } from "../given/observation.ts";

const subjects = [{ gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:9000" }];
const request = requestTo("10.0.0.5:9000");

function climbed(...seen: EndedStep["seen"]): EndedStep {
  const step = lastStep({ what: "10.0.0.5:9000", request, subjects, varied: undefined });
  return { step: { ...step, ground: ground(request, { subjects }) }, seen };
}

function running(sharesNetwork: boolean): EndedStep {
  return { ...climbed(), seen: [processes([{ pid: 77, sharesNetwork }])] };
}

describe("the containers of this host", () => {
  it("are asked for where one of them may stand behind a failure, with the gateway's processes", () => {
    const refused = climbed(connect("10.0.0.5:9000", "ECONNREFUSED"));
    const [step, ...more] = containerSteps([running(true), refused, refused]);
    expect(more).toEqual([]);
    expect(step).toMatchObject({
      request: { kind: "containers", gatewayPids: [77] },
      subjects: [{ gateway: "nginx" }],
    });
    const lost = climbed(resolve({}, { outcome: { kind: "not-found", reason: "…", code: "NXDOMAIN" } }));
    const silent = climbed(connect("10.0.0.5:9000"), exchange({}, { outcome: silence }));
    for (const one of [lost, silent]) expect(containerSteps([one])).toHaveLength(1);
  });
  it("are asked for where the gateway runs in another network than uhc, whatever uhc reaches", () => {
    const well = climbed(connect("10.0.0.5:9000"), exchange());
    expect(containerSteps([running(false), well])).toHaveLength(1);
    expect(containerSteps([running(true), well])).toEqual([]);
  });
});
