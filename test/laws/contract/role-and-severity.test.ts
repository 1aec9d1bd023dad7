import { describe, expect, it } from "vitest";
import { DEMO_CA, EXPIRED_CERTIFICATE } from "../../../src/demo/certificates.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { httpsService } from "../../../src/demo/https-service.ts";
import { SCENARIOS } from "../../../src/demo/index.ts";
import { conclude } from "../../../src/judge/index.ts";
import type { CauseId } from "../../../src/model/cause.ts";
import { type CauseText, type Check, defineCheck, type Finding, needed } from "../../../src/model/check.ts";
import type { Report } from "../../../src/model/report.ts";
import { endpoint, gateway, route as routeOf, upstream } from "../../given/gateway.ts";
import { policy } from "../../given/look.ts";
import { connect } from "../../given/network.ts";
import { blamed, causeIn, group, linted, route, service, site, told } from "./world.ts";

/** What holds for most working configs of a kind, and so is no more than information. */
const USUAL: readonly CauseId[] = ["health-check-missing", "single-endpoint", "name-resolved-once"];

function expectBounds({ causes }: Pick<Report, "causes">): void {
  for (const { id, role, severity } of causes) {
    if (role === "root") expect([id, severity]).toEqual([id, "error"]);
    else expect(["warning", "info"]).toContain(severity);
    if (USUAL.includes(id)) expect([id, severity]).toEqual([id, "info"]);
  }
  if (!causes.some(({ role }) => role === "root"))
    expect(causes.filter(({ role }) => role === "contributing")).toEqual([]);
}

const text: CauseText = {
  title: () => "bad",
  meaning: "bad",
  fix: () => ({ summary: "fix it", steps: [], commands: [] }),
  verify: () => [],
  includes: [],
};

function says(cause: CauseId, over: Partial<Finding>): Check {
  return defineCheck({
    id: `says-${cause}`,
    layer: "network",
    since: "0.1.0",
    title: "All is well",
    about: "",
    for: "endpoint",
    needs: { connects: needed("connect") },
    causes: { [cause]: text },
    judge: ({ about: { subject } }) => ({
      status: "fail",
      summary: "",
      findings: [
        {
          cause,
          stance: "for",
          strength: 0.9,
          role: "root",
          severity: "error",
          subject,
          ground: "one",
          locations: [],
          evidence: ["seen"],
          args: {},
          ...over,
        },
      ],
    }),
  });
}

const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [routeOf("/", "api")]);
const refused = [connect("10.0.0.5:80", "ECONNREFUSED")];
const concluded = (...checks: readonly Check[]) => conclude(checks, [world], refused, policy, () => true);

describe("Role and severity", () => {
  it("root explains a failure seen now and has severity error", async () => {
    const report = await told(async (stage) => ({
      http: group("api", await closedPort(stage)) + site(route("/", "http://api")),
    }));
    expect(causeIn(report, "port-refused")).toMatchObject({ role: "root", severity: "error" });
    expectBounds(report);
  });

  it("contributing is at most warning, whatever a check says", () => {
    const { causes } = concluded(
      says("port-refused", {}),
      says("retry-unsafe", { role: "contributing", severity: "error", ground: "two" }),
    );
    expect(causes.map(({ cause, role, severity }) => [cause, role, severity])).toEqual([
      ["port-refused", "root", "error"],
      ["retry-unsafe", "contributing", "warning"],
    ]);
  });

  it("contributing stands only beside a root", () => {
    const { causes } = concluded(says("retry-unsafe", { role: "contributing", severity: "warning" }));
    expect(causes).toEqual([]);
  });

  it("latent is at most warning, and is no reason for the verdict", () => {
    const { causes } = concluded(says("tls-verification-off", { role: "latent", severity: "error" }));
    expect(causes.map(({ role, severity }) => [role, severity])).toEqual([["latent", "warning"]]);
  });

  it("a root never says less than error, whatever a check says", () => {
    const { causes } = concluded(says("port-refused", { severity: "info" }));
    expect(causes.map(({ severity }) => severity)).toEqual(["error"]);
  });

  it("what holds for most working configs of a kind is info: no active check, one endpoint, a name resolved once", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage);
      return { http: group("api", at) + site(route("/", "http://api"), route("/b/", "http://localhost:1/")) };
    });
    expectBounds(report);
  });

  it("a healthy system has no root and no contributing cause, however odd it looks", async () => {
    const scenario = SCENARIOS.find(({ id }) => id === "healthy");
    const odd = await scenario?.start();
    const report = await told(async () => ({
      settings: { ...odd?.settings, configs: [odd?.configFile ?? ""] },
    })).finally(() => odd?.close());
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    expectBounds(report);
  });

  it("an oddity that the gateway ignores is at most latent", async () => {
    const report = await told(async (stage) => {
      await stage.write("ca.pem", DEMO_CA);
      const at = await httpsService(stage, EXPIRED_CERTIFICATE);
      return { http: group("api", at) + site(route("/", "https://api")) };
    });
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    expectBounds(report);
  });
});

describe("Role in lint", () => {
  it.each([
    ["config-syntax-error", site(route("/", "http://10.0.0.5", "proxy_reed_timeout 5s;"))],
    ["upstream-empty", `upstream api {\n}\n${site(route("/", "http://10.0.0.5"))}`],
    ["upstream-all-down", group("api", "10.0.0.5 down", "10.0.0.6 down") + site(route("/", "http://api"))],
    ["resolver-missing", site('    location / { set $b "app.test"; proxy_pass http://$b; }\n')],
    ["tls-trust-missing", site(route("/", "https://10.0.0.5", "proxy_ssl_verify on;"))],
  ])("root: %s fails as soon as the file is used", async (id, http) => {
    const { report } = await linted(http);
    expect([causeIn(report, id).role, causeIn(report, id).severity]).toEqual(["root", "error"]);
    expectBounds(report);
  });

  it("everything else is latent", async () => {
    const { report } = await linted(
      group("api", "app.test:443") + site(route("/", "https://api", "proxy_read_timeout 1s;")),
    );
    expect(new Set(report.causes.map(({ role }) => role))).toEqual(new Set(["latent"]));
    expectBounds(report);
  });
});
