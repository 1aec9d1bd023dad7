import { describe, expect, it } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import type { ClimbRequest } from "../../src/model/request.ts";
import { experimentSteps } from "../../src/plan/experiment-steps.ts";
import type { Step } from "../../src/plan/step.ts";
import type { Trial } from "../../src/plan/trial.ts";
import { OTHER_ROUTE, SUBJECT } from "../given/endpoint.ts";
import { ground } from "../given/ground.ts";
import { closed, exchange, plain, silence } from "../given/observation.ts";

/** A service as a function: what it answers to a step. */
type Service = (step: Step) => Measurement;

const no: Service = () => exchange({}, { outcome: closed });
const yes: Service = () => exchange();

/** Walks the course of experiments against a service, and gives what was done in order. */
function course(steps: readonly Step[], service: Service): readonly string[] {
  const done: string[] = [];
  for (let next = steps; next[0] !== undefined; ) {
    const [step] = next;
    done.push(step.varied?.to ?? "");
    next = step.next([service(step)]);
  }
  return done;
}

function trial(over: Partial<Trial> = {}, request: ClimbRequest = plain()): Trial {
  const candidates = ["a", "b", "c"].map((to) => ({
    experiment: "host-header" as const,
    request: { ...request, exchange: request.exchange && { ...request.exchange, host: to } },
    from: "api",
    to,
  }));
  const seen = [exchange({}, { outcome: closed })];
  return { ground: ground(request), seen, alike: [], repeats: 2, candidates, ...over };
}

describe("the course of experiments", () => {
  it("repeats the gateway's own request before it varies anything, one thing after another", () => {
    expect(course(experimentSteps([trial()]), no)).toEqual(["once more", "once more", "a", "b", "c"]);
  });
  it("varies nothing about a failure that does not come back", () => {
    expect(course(experimentSteps([trial()]), yes)).toEqual(["once more"]);
  });
  it("asks in the gateway's way again behind a cure, and then makes the cure again", () => {
    const cured: Service = (step) => (step.varied?.to === "b" ? exchange() : no(step));
    expect(course(experimentSteps([trial({ repeats: 0 })]), cured)).toEqual(["a", "b", "once more", "b"]);
  });
  it("ends where the service says what it is", () => {
    const redis: Service = () => exchange({ spoke: "redis" }, { outcome: closed });
    expect(course(experimentSteps([trial({ repeats: 0 })]), redis)).toEqual(["a"]);
  });
  it("makes eight varied requests to one address at most, whatever fails there", () => {
    const many = experimentSteps([1, 2, 3, 4].map(() => trial({ repeats: 0 })));
    expect(course(many, no)).toHaveLength(8);
  });
  it("goes on with the next failure at the address when one is done", () => {
    const both = experimentSteps([trial({ candidates: [] }), trial({ repeats: 0 })]);
    expect(course(both, no)).toEqual(["once more", "once more", "a", "b", "c"]);
  });
  it("sends no credentials on a varied request, and keeps them on the gateway's own", () => {
    const request = plain({ headers: [["Authorization", "Bearer secret"]], hasCredentials: true });
    const [own] = experimentSteps([trial({}, request)]);
    const [varied] = experimentSteps([trial({ repeats: 0 }, request)]);
    expect(own?.request).toMatchObject({ exchange: { headers: [["Authorization", "Bearer secret"]] } });
    expect(varied?.request).toMatchObject({ exchange: { headers: [], hasCredentials: false } });
  });
  it("keeps the parameters that say which script runs, and no other ones, on a varied request", () => {
    const script = ["SCRIPT_FILENAME", "/srv/index.php"] as const;
    const request = plain({ headers: [script, ["DB_PASSWORD", "secret"], ["APP_ENV", "prod"]] });
    const [varied] = experimentSteps([trial({ repeats: 0 }, request)]);
    expect(varied?.request).toMatchObject({ exchange: { headers: [script] } });
  });
  it("shows no client certificate to a varied place", () => {
    const request = plain({}, { tls: undefined });
    const [varied] = experimentSteps([trial({ repeats: 0 }, request)]);
    expect(varied?.request).toMatchObject({ tls: undefined });
  });
  it("waits two seconds at most where the gateway's own way ended in silence", () => {
    const [varied] = experimentSteps([trial({ repeats: 0, seen: [exchange({}, { outcome: silence })] })]);
    expect(varied?.request).toMatchObject({ patienceMs: 2_000 });
  });
  it("waits as long for an answer to bytes that the service may never have seen", () => {
    const candidates = trial().candidates.map((one) => ({ ...one, experiment: "protocol" as const }));
    const [varied] = experimentSteps([trial({ repeats: 0, candidates })]);
    expect(varied?.request).toMatchObject({ patienceMs: 2_000 });
    const [other] = experimentSteps([trial({ repeats: 0 })]);
    expect(other?.request).toMatchObject({ patienceMs: 5_000 });
  });
  it("lets a varied request speak for those that failed alike, and a repetition for nobody else", () => {
    const [own] = experimentSteps([trial({ alike: [OTHER_ROUTE] })]);
    const [varied] = experimentSteps([trial({ repeats: 0, alike: [OTHER_ROUTE] })]);
    expect(own?.subjects).toEqual([SUBJECT]);
    expect(varied?.subjects).toEqual([SUBJECT, OTHER_ROUTE]);
  });
});
