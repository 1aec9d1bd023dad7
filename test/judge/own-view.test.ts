import { describe, expect, it } from "vitest";
import { ownView } from "../../src/judge/own-view.ts";
import type { LogEvent, Observation } from "../../src/model/observation.ts";
import { climbRequest, connected, exchanged } from "../given/climb.ts";
import { endpoint, forward, gateway, route, tls, upstream } from "../given/gateway.ts";
import { admin, peer } from "../given/host.ts";
import { alerted } from "../given/observation.ts";

const subjects = [{ gateway: "nginx", upstream: "api", endpoint: "10.0.0.1:80", address: "10.0.0.1" }];
const refused = { kind: "refused", reason: "connection refused", code: "ECONNREFUSED" } as const;
const now = 1_700_000_000_000;
const own: Observation = { ...connected(climbRequest("10.0.0.1"), subjects, refused), startedAt: now };

type Told = readonly [event: string, agoMs: number];

function log(...events: readonly Told[]): Observation {
  const told = events.map(
    ([event, agoMs]): LogEvent => ({
      event,
      level: "access",
      peer: undefined,
      upstream: undefined,
      errno: undefined,
      firstAt: now - agoMs,
      lastAt: now - agoMs,
      count: 1,
      sample: "",
      detail: undefined,
    }),
  );
  return {
    kind: "log",
    request: { kind: "log", gateway: "nginx", path: "/a.log", log: "access", format: undefined, sinceMs: 1 },
    outcome: { kind: "answered", reason: "answered", code: undefined },
    startedAt: now,
    durationMs: 1,
    facts: { events: told, bytesRead: 1, isPartial: false, timeZone: "UTC" },
    subjects: [{ gateway: "nginx" }],
    varied: undefined,
  };
}

function outcome(hosts: readonly string[], ...events: readonly Told[]): string | undefined {
  const api = upstream(
    "api",
    hosts.map((host) => endpoint(`${host}:80`)),
  );
  return ownView([gateway([api], [route("/", "api")])], [own, log(...events)]).observations[0]?.outcome.kind;
}

describe("what lies with uhc alone", () => {
  it("is a refusal beside answers that only this endpoint can have given", () => {
    expect(outcome(["10.0.0.1"], ["access-200", 2_000])).toBe("not-allowed");
  });

  it("is none where the gateway fails as well, where the answers are old, or another endpoint may have given them", () => {
    expect(outcome(["10.0.0.1"], ["access-200", 2_000], ["access-502", 1_000])).toBe("refused");
    expect(outcome(["10.0.0.1"], ["access-200", 60_000])).toBe("refused");
    expect(outcome(["10.0.0.1", "10.0.0.2"], ["access-200", 2_000])).toBe("refused");
    expect(outcome(["10.0.0.1"])).toBe("refused");
  });
});

describe("an error that uhc alone gets", () => {
  const request = climbRequest("10.0.0.1");
  const api = upstream("api", [endpoint("10.0.0.1:80")]);
  const seen = (status: number, over: Partial<Parameters<typeof gateway>[2]>, ...events: readonly Told[]) => {
    const own = exchanged(request, subjects, status).map((one): Observation => ({ ...one, startedAt: now }));
    const { observations, notes } = ownView(
      [gateway([api], [route("/", "api")], over)],
      [...own, log(...events)],
    );
    const outcome = observations.find(({ kind }) => kind === "exchange")?.outcome;
    return { outcome: outcome?.code ?? outcome?.kind, notes: notes.length };
  };
  it("counts for nothing while clients are served", () => {
    expect(seen(501, {}, ["access-200", 30_000])).toEqual({ outcome: "clients-served", notes: 1 });
  });
  it("counts where they are not, were so long ago, or may be served by the gateway itself", () => {
    expect(seen(501, {}, ["access-200", 30_000], ["access-500", 20_000]).outcome).toBe("answered");
    expect(seen(501, {}, ["access-200", 120_000]).outcome).toBe("answered");
    expect(seen(501, { answersItself: true }, ["access-200", 30_000]).outcome).toBe("answered");
    expect(seen(501, {}).outcome).toBe("answered");
  });
});

describe("a limit that uhc's own requests reach", () => {
  const answers = (first: number, then: number, ...events: readonly Told[]) => {
    const asked = [first, then].flatMap((status, index) =>
      exchanged(climbRequest("10.0.0.1"), subjects, status).map(
        (one): Observation => ({ ...one, startedAt: now + index }),
      ),
    );
    const api = upstream("api", [endpoint("10.0.0.1:80")]);
    const { observations } = ownView([gateway([api], [route("/", "api")])], [...asked, log(...events)]);
    return observations.flatMap(({ kind, outcome }) => (kind === "exchange" ? [outcome.kind] : []));
  };
  it("is none of the gateway's", () => {
    expect(answers(200, 429)).toEqual(["answered", "not-tried"]);
  });
  it("counts where clients are limited too, and where nothing was answered before", () => {
    expect(answers(200, 429, ["access-429", 1_000])).toEqual(["answered", "answered"]);
    expect(answers(429, 429)).toEqual(["answered", "answered"]);
  });
});

describe("what the gateway has counted", () => {
  const request = climbRequest("10.0.0.1", 80, { guessed: ["host"] });
  const seen = (errors: number, others: number) => {
    const told = admin({ peers: [peer("10.0.0.1:80", { answers: { errors, others } })] });
    const world = gateway([upstream("api", [endpoint("10.0.0.1:80")])], [route("/", "api")]);
    const { observations } = ownView([world], [...exchanged(request, subjects, 503), told]);
    return observations.find(({ kind }) => kind === "exchange")?.outcome.kind;
  };
  it("shows that clients fare as uhc's guess did, where nobody got anything but errors", () => {
    expect(seen(3, 0)).toBe("answered");
    expect(seen(3, 1)).toBe("not-tried");
    expect(seen(0, 0)).toBe("not-tried");
  });
});

describe("a client certificate that the gateway alone has", () => {
  const held = { value: "the secret default", isDefault: false, location: { file: "a", line: 1, column: 1 } };
  const seen = (unseen: boolean, alert: number) => {
    const over = { ...forward("api"), tls: tls(unseen ? { unseenCertificate: held } : {}) };
    const world = gateway(
      [upstream("api", [endpoint("10.0.0.5:8443")])],
      [route("/api/", "api", { forward: over })],
    );
    const observed = {
      ...alerted(alert),
      subjects: [{ gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:8443", route: "/api/ api" }],
    };
    return ownView([world], [observed]);
  };
  it("is missing in uhc's own handshake, which then says nothing of the endpoint", () => {
    const { observations, notes } = seen(true, 116);
    expect(observations[0]?.outcome).toMatchObject({ kind: "not-allowed" });
    expect(notes[0]?.because).toContain("the secret default is in the gateway's hands alone");
  });
  it("excuses no other end, and none where the gateway has no certificate either", () => {
    expect(seen(true, 112).observations[0]?.outcome.kind).toBe("rejected");
    expect(seen(false, 116).observations[0]?.outcome.kind).toBe("rejected");
  });
});
