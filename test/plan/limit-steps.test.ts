import { describe, expect, it } from "vitest";
import { limitSteps, ownLimitSteps } from "../../src/plan/limit-steps.ts";
import { type EndedStep, lastStep } from "../../src/plan/step.ts";
import { gateway } from "../given/gateway.ts";
import { ground } from "../given/ground.ts";
import { listeners, owner } from "../given/host.ts";
import { about, processes, requestTo } from "../given/network.ts";

function failedAt(place: string): EndedStep {
  const request = requestTo(place);
  const subjects = [about(place)];
  const step = lastStep({ what: place, request, subjects, varied: undefined });
  return { step: { ...step, ground: ground(request, { subjects }) }, seen: [] };
}

describe("limits", () => {
  it("are looked at of whoever listens on this host where a connection failed", () => {
    const here = listeners([{ address: "0.0.0.0" }, { port: 9001, owner: owner(88, "php-fpm") }]);
    const [step, ...others] = limitSteps([failedAt("10.0.0.5:9000"), failedAt("10.0.0.6:9001")], [here]);
    expect(step).toMatchObject({ request: { kind: "limits", pids: [77], watchMs: 1_100 } });
    expect(step?.subjects).toEqual([about("10.0.0.5:9000")]);
    expect(others).toEqual([]);
  });
  it("are not of another host's, and not of owners that can't be seen", () => {
    expect(limitSteps([failedAt("10.0.0.6:9000")], [listeners([{ address: "0.0.0.0" }])])).toEqual([]);
    expect(limitSteps([failedAt("10.0.0.5:9000")], [listeners([{ owner: undefined }])])).toEqual([]);
  });
  it("are looked at of the gateway's own processes, its workers too, where it runs here", () => {
    const own = ownLimitSteps({ ...gateway([], []), workerConnections: 512 });
    expect(own([processes([{ pid: 812 }])])).toMatchObject([
      {
        request: { kind: "limits", pids: [812], withChildren: true, socketsFrom: 512 },
        subjects: [{ gateway: "nginx" }],
      },
    ]);
    expect(own([processes([])])).toEqual([]);
  });
});
