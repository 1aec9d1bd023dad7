import { expect, it } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import { dependencySteps } from "../../src/plan/dependencies.ts";
import { type EndedStep, lastStep } from "../../src/plan/step.ts";
import { ground } from "../given/ground.ts";
import { resolve as resolved } from "../given/network.ts";
import { exchange } from "../given/observation.ts";

function climbed(error: string): EndedStep {
  const components = { db: { status: "DOWN", details: { error } } };
  const seen: Measurement = exchange({
    status: 503,
    bodyStart: JSON.stringify({ status: "DOWN", components }),
  });
  const subjects = [{ gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:80" }];
  const { request } = exchange();
  const step = lastStep({ what: "10.0.0.5:80", request, subjects, varied: undefined });
  return { step: { ...step, ground: ground(request, { subjects }) }, seen: [seen] };
}

const at = (address: string) => ({ address, family: "ipv4", ttlSeconds: 60 }) as const;

it("dials an address at once, and a name where it leads", () => {
  const [dial] = dependencySteps([climbed("Connection to [fd00::9]:5432 refused")]);
  expect(dial?.request).toMatchObject({ kind: "climb", target: { host: "fd00::9", port: 5432 } });
  const [resolve] = dependencySteps([climbed("Connection to db.internal:5432 refused")]);
  expect(resolve?.request).toMatchObject({ kind: "resolve", name: "db.internal", via: { kind: "system" } });
  const onwards =
    resolve?.next([resolved({ addresses: ["10.0.0.9", "10.0.0.10", "10.0.0.11"].map(at) })]) ?? [];
  expect(onwards.map(({ request }) => request)).toMatchObject([
    { kind: "climb", target: { host: "10.0.0.9", port: 5432, isAddress: true }, exchange: undefined },
    { kind: "climb", target: { host: "10.0.0.10" } },
  ]);
  expect(onwards[0]?.varied?.experiment).toBe("dependency");
});
