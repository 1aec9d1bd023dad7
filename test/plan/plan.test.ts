import { describe, expect, it } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import type { ClimbRequest } from "../../src/model/request.ts";
import { assumed } from "../../src/model/source.ts";
import { EXPERIMENTS } from "../../src/model/variation.ts";
import { type PlanOptions, plan } from "../../src/plan/plan.ts";
import type { Step } from "../../src/plan/step.ts";
import { endpoint, forward, gateway, route, upstream } from "../given/gateway.ts";

const at = { file: "/etc/gateway.conf", line: 1, column: 1 };

const options: PlanOptions = {
  patienceMs: 5000,
  readOnMs: 0,
  healthPath: undefined,
  host: undefined,
  serverName: undefined,
  scope: { upstreams: [] },
  resolvers: [],
  probes: true,
  experiments: new Set(EXPERIMENTS),
  traces: undefined,
};

function climbs(steps: readonly Step[]): readonly ClimbRequest[] {
  return steps.flatMap((step) => (step.request.kind === "climb" ? [step.request] : []));
}

function resolved(step: Step | undefined, addresses: readonly string[]): readonly Measurement[] {
  if (step?.request.kind !== "resolve") throw new Error("not a resolve step");
  const outcome = { kind: "answered", reason: "answered", code: undefined } as const;
  const facts = {
    addresses: addresses.map((address) => ({ address, family: "ipv4" as const, ttlSeconds: 60 })),
    source: "dns" as const,
    queries: [],
    hostsFileAddresses: [],
  };
  return [{ kind: "resolve", request: step.request, outcome, startedAt: 0, durationMs: 1, facts }];
}

describe("plan", () => {
  it("climbs every endpoint with an address of its own, as each route would ask", () => {
    const api = upstream("api", [endpoint("10.0.0.1:80"), endpoint("10.0.0.2:80")]);
    const { steps } = plan([gateway([api], [route("/v1/", "api"), route("/v2/", "api")])], options);
    expect(
      climbs(steps).map(({ target, exchange }) => [target.kind === "tcp" && target.host, exchange?.path]),
    ).toEqual([
      ["10.0.0.1", "/v1/"],
      ["10.0.0.1", "/v2/"],
      ["10.0.0.2", "/v1/"],
      ["10.0.0.2", "/v2/"],
    ]);
  });

  it("asks an endpoint that two upstreams share once, on behalf of both", () => {
    const groups = ["a", "b"].map((name) => upstream(name, [endpoint("10.0.0.1:80")]));
    const routes = ["a", "b"].map((name) =>
      route("/", name, { forward: forward(name, { host: assumed(["same"], at) }) }),
    );
    const { steps } = plan([gateway(groups, routes)], options);
    expect(steps.map((step) => step.subjects.map((subject) => subject.upstream))).toEqual([["a", "b"]]);
  });

  it("resolves a name once, and climbs each of its addresses", () => {
    const api = upstream("api", [endpoint("app.internal:80"), endpoint("app.internal:81")]);
    const { steps } = plan([gateway([api], [route("/", "api")])], options);
    expect(steps.map((step) => step.request.kind)).toEqual(["resolve"]);
    const grown = steps[0]?.next(resolved(steps[0], ["10.0.0.1", "10.0.0.2"])) ?? [];
    expect(climbs(grown).map(({ target }) => target)).toEqual([
      { kind: "tcp", host: "10.0.0.1", port: 80, isAddress: true },
      { kind: "tcp", host: "10.0.0.2", port: 80, isAddress: true },
      { kind: "tcp", host: "10.0.0.1", port: 81, isAddress: true },
      { kind: "tcp", host: "10.0.0.2", port: 81, isAddress: true },
    ]);
  });

  it("leaves alone what no route reaches, what is switched off, and what the user did not name", () => {
    const off = endpoint("10.0.0.9:80", { intent: assumed("down", at) });
    const groups = [
      upstream("used", [endpoint("10.0.0.1:80"), off]),
      upstream("spare", [endpoint("10.0.0.2:80")]),
    ];
    const all = plan([gateway(groups, [route("/", "used")])], options);
    expect(climbs(all.steps).length).toBe(1);
    const none = plan([gateway(groups, [route("/", "used")])], {
      ...options,
      scope: { upstreams: ["spare"] },
    });
    expect(none.steps).toEqual([]);
  });

  it("asks nobody when probes are off", () => {
    const api = upstream("api", [endpoint("10.0.0.1:80"), endpoint("app.internal:80")]);
    expect(plan([gateway([api], [route("/", "api")])], { ...options, probes: false }).steps).toEqual([]);
  });

  it("lets a health path replace the question that the route would ask", () => {
    const api = upstream("api", [endpoint("10.0.0.1:80")]);
    const { steps } = plan([gateway([api], [route("/v1/", "api")])], { ...options, healthPath: "/healthz" });
    expect(climbs(steps).map(({ exchange }) => [exchange?.path, exchange?.purpose])).toEqual([
      ["/healthz", "declared-check"],
    ]);
  });

  it("writes the headers of the config, but for what uhc calls itself, and keeps an emptied Connection", () => {
    const header = (name: string, value: string) => ({ name, value: [value], location: at });
    const headers = [
      header("Connection", ""),
      header("X-Empty", ""),
      header("User-Agent", "curl/8"),
      header("X-A", "b"),
    ];
    const api = upstream("api", [endpoint("10.0.0.1:80")]);
    const asking = route("/", "api", { forward: forward("api", { headers }) });
    const [climb] = climbs(plan([gateway([api], [asking])], options).steps);
    expect(climb?.exchange?.headers).toEqual([
      ["Connection", ""],
      ["X-A", "b"],
    ]);
  });

  it("says which ways of asking it leaves out", () => {
    const routes = Array.from({ length: 9 }, (_, index) => route(`/${index}/`, "api"));
    const { steps, notChecked } = plan(
      [gateway([upstream("api", [endpoint("10.0.0.1:80")])], routes)],
      options,
    );
    expect({ climbs: climbs(steps).length, notChecked: notChecked.map((one) => one.what) }).toEqual({
      climbs: 6,
      notChecked: ["3 more ways in which routes ask 10.0.0.1:80"],
    });
  });
});
