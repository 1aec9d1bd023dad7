import { describe, expect, it } from "vitest";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { rank } from "../../../src/judge/rank.ts";
import type { CauseText } from "../../../src/model/check.ts";
import type { Hypothesis } from "../../../src/model/conclusion.ts";
import { endpoint, gateway, route as routeOf, upstream } from "../../given/gateway.ts";
import { blamed, group, resolver, route, service, site, told } from "./world.ts";

const text: CauseText = {
  title: () => "bad",
  meaning: "bad",
  fix: () => ({ summary: "fix it", steps: [], commands: [] }),
  verify: () => [],
  includes: [],
};

function hypothesis(over: Partial<Hypothesis>): Hypothesis {
  return {
    cause: "port-refused",
    text,
    ground: "one",
    role: "root",
    severity: "error",
    confidence: 0.9,
    subjects: [{ gateway: "nginx", upstream: "one", endpoint: "10.0.0.1:80" }],
    isPartial: false,
    locations: [],
    evidence: [],
    weighing: { met: [], contradicted: [], missing: [], limitedBy: undefined },
    args: {},
    ...over,
  };
}

const world = gateway(
  [
    upstream("one", [endpoint("10.0.0.1:80")]),
    upstream("two", [endpoint("10.0.0.2:80"), endpoint("10.0.0.3:80")]),
  ],
  [routeOf("/one/", "one"), routeOf("/two/", "two"), routeOf("/more/", "two")],
);

const two = (...endpoints: readonly string[]) =>
  endpoints.map((name) => ({ gateway: "nginx", upstream: "two", endpoint: name }));

/** The grounds in the order of the report; the order of the arguments must not matter. */
function ranked(...all: readonly Hypothesis[]): readonly string[] {
  const grounds = (given: readonly Hypothesis[]) => rank(given, [world]).map(({ ground }) => ground);
  expect(grounds([...all].reverse())).toEqual(grounds(all));
  return grounds(all);
}

describe("Order", () => {
  it("is by role: root, contributing, latent, however sure they are", () => {
    expect(
      ranked(
        hypothesis({ ground: "latent", role: "latent", confidence: 0.99 }),
        hypothesis({ ground: "contributing", role: "contributing", confidence: 0.9 }),
        hypothesis({ ground: "root", confidence: 0.3 }),
      ),
    ).toEqual(["root", "contributing", "latent"]);
  });

  it("is then by confidence", () => {
    expect(
      ranked(
        hypothesis({ ground: "less", confidence: 0.7, subjects: two("10.0.0.2:80", "10.0.0.3:80") }),
        hypothesis({ ground: "more", confidence: 0.9 }),
      ),
    ).toEqual(["more", "less"]);
  });

  it("takes confidence in steps of 0.1, so that what is nearly as sure and hits more routes stands first", () => {
    expect(
      ranked(
        hypothesis({ ground: "one route", confidence: 0.98 }),
        hypothesis({ ground: "two routes", confidence: 0.91, subjects: two("10.0.0.2:80") }),
      ),
    ).toEqual(["two routes", "one route"]);
  });

  it("is then by endpoints", () => {
    expect(
      ranked(
        hypothesis({ ground: "one endpoint", confidence: 0.95, subjects: two("10.0.0.2:80") }),
        hypothesis({ ground: "two endpoints", confidence: 0.9, subjects: two("10.0.0.2:80", "10.0.0.3:80") }),
      ),
    ).toEqual(["two endpoints", "one endpoint"]);
  });

  it("is then by logged requests", () => {
    expect(
      ranked(
        hypothesis({ ground: "few", confidence: 0.95, args: { times: 3 } }),
        hypothesis({ ground: "many", confidence: 0.9, args: { times: 1204 } }),
      ),
    ).toEqual(["many", "few"]);
  });

  it("asks for severity only when nothing else tells causes of one role apart", () => {
    expect(
      ranked(
        hypothesis({ ground: "warning", role: "latent", severity: "warning" }),
        hypothesis({ ground: "info", role: "latent", severity: "info", subjects: two("10.0.0.2:80") }),
      ),
    ).toEqual(["info", "warning"]);
  });

  it("is a fixed one where everything is equal", () => {
    expect(ranked(hypothesis({ ground: "b" }), hypothesis({ ground: "a" }))).toEqual(["a", "b"]);
  });

  it("shows in the report: the failure that takes down more routes first", async () => {
    const report = await told(async (stage) => ({
      http:
        group("fine", (await service(stage)).at) +
        group("few", await closedPort(stage)) +
        group("many", await closedPort(stage)) +
        site(
          route("/", "http://fine"),
          route("/a/", "http://few"),
          route("/b/", "http://many"),
          route("/c/", "http://many"),
        ),
    }));
    const roots = report.causes.filter(({ role }) => role === "root");
    expect(roots.map(({ rank: nth, subjects }) => [nth, subjects[0]?.upstream])).toEqual([
      [1, "many"],
      [2, "few"],
    ]);
  });
});

describe("The deepest cause that was seen stands above what follows from it", () => {
  it("the refused config above the gateway that does not run for it", async () => {
    const report = await told(async (stage) => {
      await stage.write("nginx.pid", "4194999\n");
      return {
        http:
          group("api", (await service(stage)).at) + site(route("/", "http://api", "proxy_reed_timeout 5s;")),
      };
    });
    expect(blamed(report)).toEqual(["root config-syntax-error", "root gateway-not-running"]);
  });

  it("the name that does not exist alone, without the connection that could not be made", async () => {
    const report = await told(async (stage) => {
      const dns = await resolver(stage, () => ({ rcode: 3 }));
      return {
        http: group("api", "app.test:8080") + site(route("/", "http://api")),
        settings: { resolvers: [dns.address] },
      };
    });
    expect(blamed(report)).toEqual(["root dns-name-not-found"]);
  });

  it("the dependency that the service names, without the error that it answers for it", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage, (_request, response) => {
        response.writeHead(503, { "content-type": "application/json" });
        response.end('{"status":"DOWN","components":{"db":{"status":"DOWN"}}}');
      });
      return { http: group("api", at) + site(route("/", "http://api")) };
    });
    expect(blamed(report)).toEqual(["root dependency-down"]);
  });

  it("the closed port alone, without the handshake and the answer that wait for it", async () => {
    const report = await told(async (stage) => ({
      http: group("api", await closedPort(stage)) + site(route("/", "https://api")),
      settings: { healthPath: "/healthz" },
    }));
    expect(blamed(report)).toEqual(["root port-refused"]);
  });
});
