import { describe, expect, it } from "vitest";
import { conclude } from "../../src/judge/index.ts";
import type { CauseId } from "../../src/model/cause.ts";
import {
  type CauseText,
  type Check,
  defineCheck,
  type Finding,
  needed,
  useful,
} from "../../src/model/check.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Subject } from "../../src/model/subject.ts";
import { climbRequest, connected, exchanged } from "../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";

const policy = {
  healthPath: undefined,
  expectStatus: [{ from: 200, to: 399 }],
  probeTimeoutMs: 5000,
  now: 0,
};
const refused = { kind: "refused", reason: "connection refused", code: "ECONNREFUSED" } as const;

function text(includes: readonly CauseId[] = []): CauseText {
  const fix = { summary: "fix it", steps: ["do"], commands: [] };
  return { title: ({ where }) => `bad ${where}`, meaning: "bad", fix: () => fix, verify: () => [], includes };
}

function finding(cause: CauseId, subject: Subject, over: Partial<Finding> = {}): Finding {
  return {
    cause,
    stance: "for",
    strength: 0.9,
    role: "root",
    severity: "error",
    subject,
    ground: JSON.stringify(subject),
    locations: [],
    evidence: [`${cause} was seen`],
    args: {},
    ...over,
  };
}

/** A toy check that says of every endpoint whose connection failed what it is told to. */
function toy(id: string, causes: Check["causes"], say: (subject: Subject) => readonly Finding[]): Check {
  return defineCheck({
    id,
    layer: "network",
    since: "0.1.0",
    title: "All is well",
    about: "",
    for: "endpoint",
    needs: { connects: needed("connect") },
    causes,
    judge: ({ about, seen }) => {
      const failed = seen.connects.filter((one) => one.outcome.kind !== "answered");
      const findings = failed.flatMap((one) => say({ ...about.subject, address: one.subjects[0]?.address }));
      return { status: findings.length > 0 ? "fail" : "pass", summary: "", findings };
    },
  });
}

const refusal = toy("refusal", { "port-refused": text() }, (subject) => [finding("port-refused", subject)]);

function world(hosts: readonly string[], dead: readonly string[]) {
  const api = upstream(
    "api",
    hosts.map((host) => endpoint(`${host}:80`)),
  );
  const observations = hosts.flatMap((host): readonly Observation[] => {
    const subjects = [
      { gateway: "nginx", upstream: "api", endpoint: `${host}:80`, address: host, route: "/ api" },
    ];
    const request = climbRequest(host);
    return dead.includes(host) ? [connected(request, subjects, refused)] : exchanged(request, subjects, 200);
  });
  return { gateways: [gateway([api], [route("/", "api")])], observations };
}

/** One endpoint, asked on behalf of several routes: prefix → the status of its answer. */
function worldOfRoutes(statuses: Readonly<Record<string, number>>) {
  const api = upstream("api", [endpoint("10.0.0.1:80")]);
  const observations = Object.entries(statuses).flatMap(([path, status]) => {
    const subject = { gateway: "nginx", upstream: "api", endpoint: "10.0.0.1:80", address: "10.0.0.1" };
    return exchanged(climbRequest("10.0.0.1"), [{ ...subject, route: `${path} api` }], status);
  });
  const routes = Object.keys(statuses).map((path) => route(path, "api"));
  return { gateways: [gateway([api], routes)], observations };
}

function concluded(checks: readonly Check[], { gateways, observations }: ReturnType<typeof world>) {
  return conclude(checks, gateways, observations, policy, () => true);
}

describe("conclude", () => {
  it("calls a system healthy when every endpoint answers", () => {
    const { verdict, causes } = concluded([refusal], world(["10.0.0.1", "10.0.1.1"], []));
    expect({ verdict, causes }).toEqual({ verdict: "healthy", causes: [] });
  });

  it("calls an upstream degraded when one of two endpoints fails, down when both do", () => {
    const hosts = ["10.0.0.1", "10.0.1.1"];
    expect(concluded([refusal], world(hosts, ["10.0.0.1"])).verdict).toBe("degraded");
    expect(concluded([refusal], world(hosts, hosts)).verdict).toBe("down");
  });

  it("calls a failure that no check explains down all the same", () => {
    const { verdict, causes } = concluded([], world(["10.0.0.1"], ["10.0.0.1"]));
    expect({ verdict, causes }).toEqual({ verdict: "down", causes: [] });
  });

  it("calls what was not seen unknown, never healthy", () => {
    const { gateways } = world(["10.0.0.1"], []);
    expect(conclude([refusal], gateways, [], policy, () => true).verdict).toBe("unknown");
  });

  it("makes one cause of one ground and keeps all subjects", () => {
    const shared = toy("shared", { "tls-certificate-expired": text() }, (subject) => [
      finding("tls-certificate-expired", subject, { ground: "certificate:1" }),
    ]);
    const { causes } = concluded([shared], world(["10.0.0.1", "10.0.1.1"], ["10.0.0.1", "10.0.1.1"]));
    expect(causes.map((cause) => cause.subjects.length)).toEqual([2]);
  });

  it("takes endpoints of one upstream that fail alike for one failure, also where they are shared", () => {
    const each = toy("each", { "application-error": text() }, (subject) => [
      finding("application-error", subject, { ground: `endpoint:${subject.endpoint}` }),
    ]);
    const { causes } = concluded([each], world(["10.0.0.1", "10.0.1.1"], ["10.0.0.1", "10.0.1.1"]));
    expect(causes.map((cause) => cause.subjects.length)).toEqual([2]);
  });

  it("leaves out what another cause includes for the same subject", () => {
    const both = toy(
      "both",
      { "tls-sni-required": text(["sni-not-sent"]), "sni-not-sent": text() },
      (subject) => [
        finding("tls-sni-required", subject),
        finding("sni-not-sent", subject, { role: "latent" }),
      ],
    );
    const { causes } = concluded([both], world(["10.0.0.1"], ["10.0.0.1"]));
    expect(causes.map((cause) => cause.cause)).toEqual(["tls-sni-required"]);
  });

  it("leaves a second explanation only the probability that the first leaves", () => {
    const rivals = toy("rivals", { "port-refused": text(), "firewall-blocks": text() }, (subject) => [
      finding("port-refused", subject, { strength: 0.7 }),
      finding("firewall-blocks", subject, { strength: 0.5 }),
    ]);
    const { causes } = concluded([rivals], world(["10.0.0.1"], ["10.0.0.1"]));
    expect(causes.map(({ cause, confidence }) => [cause, Math.round(confidence * 100)])).toEqual([
      ["port-refused", 70],
      ["firewall-blocks", 30],
    ]);
  });

  it("tells how a cause was weighed, and what was dismissed in whose favour", () => {
    const witness: Check = { ...refusal, needs: { ...refusal.needs, logs: useful("log") } };
    const rival = toy("rival", { "firewall-blocks": text() }, (subject) => [
      finding("firewall-blocks", subject, { strength: 0.5 }),
    ]);
    const doubter = toy("doubter", {}, (subject) => [
      finding("port-refused", subject, { stance: "against", strength: 0.1 }),
    ]);
    const { causes, dismissed } = concluded([witness, rival, doubter], world(["10.0.0.1"], ["10.0.0.1"]));
    expect(causes.map(({ cause, confidence, weighing }) => ({ cause, confidence, weighing }))).toEqual([
      {
        cause: "port-refused",
        confidence: expect.closeTo(0.81),
        weighing: {
          met: [{ check: "refusal", strength: 0.9, summary: "port-refused was seen" }],
          contradicted: [{ check: "doubter", strength: 0.1, summary: "port-refused was seen" }],
          missing: [{ what: "log", because: "no log was read" }],
          limitedBy: undefined,
        },
      },
      {
        cause: "firewall-blocks",
        confidence: expect.closeTo(0.19),
        weighing: expect.objectContaining({
          limitedBy: { cause: "port-refused", confidence: expect.closeTo(0.81) },
        }),
      },
    ]);
    expect(dismissed).toEqual([]);
  });

  it("says which cause stands in the place of one that is not told", () => {
    const wider = toy("wider", { "firewall-blocks": text(["port-refused"]) }, (subject) => [
      finding("firewall-blocks", subject),
      finding("connect-timeout", subject, { strength: 0.1 }),
    ]);
    const late = toy("late", { "connect-timeout": text() }, () => []);
    const { causes, dismissed } = concluded([refusal, wider, late], world(["10.0.0.1"], ["10.0.0.1"]));
    expect(causes.map(({ cause }) => cause)).toEqual(["firewall-blocks"]);
    expect(dismissed.map(({ cause, why, by }) => ({ cause, why, by }))).toEqual([
      { cause: "port-refused", why: "part", by: "firewall-blocks" },
      { cause: "connect-timeout", why: "explained", by: "firewall-blocks" },
    ]);
  });

  it("lets two faults of different endpoints stand side by side, the wider one first", () => {
    const split = toy("split", { "port-refused": text(), "connection-reset": text() }, (subject) => [
      subject.endpoint === "10.0.3.1:80"
        ? finding("connection-reset", subject)
        : finding("port-refused", subject, { ground: "same" }),
    ]);
    const hosts = ["10.0.1.1", "10.0.2.1", "10.0.3.1"];
    const { causes } = concluded([split], world(hosts, hosts));
    expect(causes.map((cause) => cause.cause)).toEqual(["port-refused", "connection-reset"]);
  });

  it("tells routes to one endpoint apart where they fail in different ways", () => {
    const { gateways, observations } = worldOfRoutes({ "/slow/": 504, "/boom/": 500, "/": 200 });
    const perStatus = (id: string, cause: CauseId, status: number) =>
      defineCheck({
        ...refusal,
        id,
        for: "endpoint",
        causes: { [cause]: text() },
        needs: { exchanges: needed("exchange") },
        judge: ({ about, seen }) => ({
          status: "fail",
          summary: "",
          findings: seen.exchanges
            .filter(({ facts }) => facts.status === status)
            .map((one) => finding(cause, about.subject, { routes: [one.subjects[0]?.route ?? ""] })),
        }),
      });
    const checks = [perStatus("slow", "timeout-too-short", 504), perStatus("boom", "application-error", 500)];
    const { causes, upstreams, verdict } = conclude(checks, gateways, observations, policy, () => true);
    expect(causes.map(({ cause, subjects }) => [cause, subjects.map(({ route }) => route)])).toEqual([
      ["application-error", ["/boom/ api"]],
      ["timeout-too-short", ["/slow/ api"]],
    ]);
    expect([verdict, upstreams[0]?.state]).toEqual(["degraded", "degraded"]);
  });

  it("calls no failure over that another upstream meets at the same endpoint now", () => {
    const { gateways, observations } = world(["10.0.0.1", "10.0.0.2"], ["10.0.0.1"]);
    const past = toy("past", { "service-hung": text() }, (subject) => [
      finding("service-hung", { ...subject, upstream: "web" }, { role: "latent", args: { over: "02:10" } }),
    ]);
    const now = toy("now", { "timeout-too-short": text(["service-hung"]) }, (subject) => [
      finding("timeout-too-short", subject),
    ]);
    const { causes, dismissed } = conclude([past, now], gateways, observations, policy, () => true);
    expect(causes.map(({ cause }) => cause)).toEqual(["timeout-too-short"]);
    expect(dismissed).toMatchObject([{ cause: "service-hung", by: "timeout-too-short" }]);
  });

  it("blames the subnet when three endpoints of it time out and none there answers", () => {
    const silent = toy("silent", { "connect-timeout": text() }, (subject) => [
      finding("connect-timeout", subject),
    ]);
    const hosts = ["10.0.1.1", "10.0.1.2", "10.0.1.3"];
    const { causes } = concluded([silent], world([...hosts, "10.0.2.1"], hosts));
    expect(causes.map(({ ground, subjects }) => [ground, subjects.length])).toEqual([
      ["subnet:10.0.1.0/24", 3],
    ]);
    expect(concluded([silent], world([...hosts, "10.0.1.4"], hosts)).causes.length).toBe(3);
  });

  it("reports a dead backup as latent while a primary serves", () => {
    const { gateways, observations } = world(["10.0.0.1", "10.0.1.1"], ["10.0.1.1"]);
    const [first] = gateways;
    const endpoints = [endpoint("10.0.0.1:80"), endpoint("10.0.1.1:80", { role: "backup" })];
    const withBackup = [{ ...gateway([upstream("api", endpoints)], first?.routes ?? []) }];
    const { verdict, causes } = conclude([refusal], withBackup, observations, policy, () => true);
    expect({ verdict, roles: causes.map((cause) => cause.role) }).toEqual({
      verdict: "healthy",
      roles: ["latent"],
    });
  });

  it("says what is ruled out when something speaks strongly against it and nothing for it", () => {
    const open = defineCheck({
      ...refusal,
      for: "endpoint",
      needs: { connects: needed("connect") },
      judge: ({ about }) => ({
        status: "pass",
        summary: "",
        findings: [finding("port-refused", about.subject, { stance: "against", strength: 0.95 })],
      }),
    });
    expect(concluded([open], world(["10.0.0.1"], [])).ruledOut.map((one) => one.id)).toEqual([
      "port-refused",
    ]);
  });

  it("turns a check that throws into a skip that says so, and goes on", () => {
    const broken = toy("broken", {}, () => {
      throw new Error("no luck");
    });
    const { judgements, causes } = concluded([broken, refusal], world(["10.0.0.1"], ["10.0.0.1"]));
    expect(judgements[0]?.verdict).toMatchObject({
      status: "skip",
      summary: "the check itself failed: no luck",
    });
    expect(causes.map((cause) => cause.cause)).toEqual(["port-refused"]);
  });

  it("tells once what a check skips alike, and asks about nothing that the user did not ask about", () => {
    const { gateways } = world(["10.0.0.1", "10.0.0.2", "10.0.0.3"], []);
    const asked: Subject[] = [];
    const curious = defineCheck({
      ...refusal,
      for: "endpoint",
      needs: {},
      judge: ({ about }) => {
        asked.push(about.subject);
        return { status: "pass", summary: "", findings: [] };
      },
    });
    const { judgements } = conclude(
      [refusal, curious],
      gateways,
      [],
      policy,
      () => true,
      ({ endpoint }) => !endpoint?.startsWith("10.0.0.3"),
    );
    expect(judgements.map(({ verdict }) => verdict.status)).toEqual(["skip", "pass", "pass"]);
    expect(asked.map(({ endpoint }) => endpoint)).toEqual(["10.0.0.1:80", "10.0.0.2:80"]);
  });
});
