import { describe, expect, it } from "vitest";
import check from "../../../checks/config/resolver-configured.ts";
import { assumed } from "../../../src/model/source.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { gatewayWith, problem } from "../../given/problem.ts";

const late = endpoint("api.internal:80", { resolution: { kind: "missing" } });

describe("resolver-missing", () => {
  it("fires for a name in a route that is resolved at run time", () => {
    const world = gateway([upstream("api", [late], { form: "variable" })], [route("/", "api")]);
    expect(strongest(verdict(check, [], { gateway: world }))).toMatchObject({
      cause: "resolver-missing",
      role: "root",
      subject: { upstream: "api", endpoint: "api.internal:80" },
      args: { name: "api.internal" },
    });
  });
  it("fires for a target of which only its line is known", () => {
    const unknown = upstream("$backend", [], { form: "variable" });
    const known = problem("resolver-missing", {
      about: "$backend",
      refusesConfig: false,
      location: unknown.location,
    });
    const world = gateway([unknown], [route("/", "$backend")], { problems: [known] });
    expect(strongest(verdict(check, [], { gateway: world }))).toMatchObject({
      subject: { upstream: "$backend" },
    });
  });
  it("is the whole gateway's when it would refuse the config over it", () => {
    const found = strongest(
      verdict(check, [], { gateway: gatewayWith(problem("resolver-missing", { about: "api" })) }),
    );
    expect(found.subject).toEqual({ gateway: "nginx" });
  });
  it("stays quiet where no route leads, or the endpoint is switched off", () => {
    const unused = gateway([upstream("api", [late])], []);
    expect(said(verdict(check, [], { gateway: unused }))).toEqual([]);
    const off = endpoint("api.internal:80", {
      resolution: { kind: "missing" },
      intent: assumed("down", late.location),
    });
    const idle = gateway([upstream("api", [off])], [route("/", "api")]);
    expect(said(verdict(check, [], { gateway: idle }))).toEqual([]);
  });
  it("stays quiet about names that the host resolves", () => {
    const world = gateway([upstream("api", [endpoint("api.internal:80")])], [route("/", "api")]);
    expect(said(verdict(check, [], { gateway: world }))).toEqual([]);
  });
});
