import { describe, expect, it } from "vitest";
import { problemFindings, refusals, testCommand } from "../../src/testimony/problem.ts";
import { gatewayWith, problem } from "../given/problem.ts";

describe("problemFindings", () => {
  it("makes a refused config a failure now, of the whole gateway", () => {
    const [found] = problemFindings(
      gatewayWith(problem("upstream-empty", { about: "api" })),
      "upstream-empty",
    );
    expect(found).toMatchObject({ role: "root", severity: "error", subject: { gateway: "nginx" } });
  });
  it("keeps anything else latent, and of the upstream that it is about", () => {
    const odd = problem("upstream-empty", { about: "api", refusesConfig: false });
    const [found] = problemFindings(gatewayWith(odd), "upstream-empty");
    expect(found).toMatchObject({ role: "latent", subject: { gateway: "nginx", upstream: "api" } });
  });
  it("gives what stands under the one cause alone", () => {
    expect(problemFindings(gatewayWith(problem("upstream-empty")), "config-syntax-error")).toEqual([]);
  });
});

describe("refusals", () => {
  it("are the problems that keep the config from being loaded", () => {
    const odd = problem("config-syntax-error", { refusesConfig: false });
    expect(refusals(gatewayWith(odd, problem("upstream-empty"))).map(({ cause }) => cause)).toEqual([
      "upstream-empty",
    ]);
  });
});

describe("testCommand", () => {
  it("quotes a path that a shell would take apart", () => {
    expect(testCommand({ ...gatewayWith(), mainFile: "/etc/my conf; rm -r x" })).toBe(
      "nginx -t -c '/etc/my conf; rm -r x'",
    );
  });
});
