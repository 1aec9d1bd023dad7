import { describe, expect, it } from "vitest";
import check from "../../../checks/config/accepted.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { gatewayWith, problem } from "../../given/problem.ts";

describe("accepted", () => {
  it.each([
    "config-syntax-error",
    "config-include-missing",
    "upstream-empty",
    "upstream-address-invalid",
  ] as const)("tells %s for the whole gateway, at its line", (cause) => {
    const message = `bad (${cause})`;
    const found = strongest(
      verdict(check, [], { gateway: gatewayWith(problem(cause, { message, about: "api" })) }),
    );
    expect(found).toMatchObject({
      cause,
      role: "root",
      strength: 0.97,
      subject: { gateway: "nginx" },
      ground: "config:/etc/gateway.conf:14:5",
      evidence: [`/etc/gateway.conf:14: ${message}`],
      args: { test: "nginx -t -c /etc/gateway.conf" },
    });
    expect(found.subject.upstream).toBeUndefined();
  });
  it("tells an undefined upstream that the config alone shows", () => {
    const given = verdict(check, [], {
      gateway: gatewayWith(problem("upstream-undefined", { about: "backnd" })),
    });
    expect(strongest(given)).toMatchObject({ cause: "upstream-undefined", args: { name: "backnd" } });
  });
  it("takes what the gateway would accept for a smell", () => {
    const odd = problem("config-syntax-error", {
      refusesConfig: false,
      message: "a NUL byte stands in the text",
    });
    const given = verdict(check, [], { gateway: gatewayWith(odd) });
    expect(said(given)).toEqual(["latent config-syntax-error"]);
    const title = check.causes["config-syntax-error"]?.title;
    const of = { args: strongest(given).args, subjects: [], endpointCount: 0, where: "nginx" };
    expect(title?.(of)).toBe("a NUL byte stands in the text");
  });
  it.each([
    ['open() "/etc/a.conf" failed (2: No such file or directory)', "does not exist"],
    ['pread() "/etc/a.conf" failed (21: Is a directory)', "is a folder"],
    ['open() "/etc/a.conf" failed (13: Permission denied)', "can't be read"],
  ])("says of %s that an included file %s", (message, words) => {
    const about = "/etc/a.conf";
    const missing = problem("config-include-missing", { message, about });
    const { args } = strongest(verdict(check, [], { gateway: gatewayWith(missing) }));
    const title = check.causes["config-include-missing"]?.title;
    const of = { args, subjects: [], endpointCount: 0, where: "nginx" };
    expect(title?.(of)).toBe(`An included file ${words}: /etc/a.conf`);
  });
  it("tells each mistake by itself", () => {
    const other = problem("config-syntax-error", {
      location: { file: "/etc/gateway.conf", line: 20, column: 1 },
    });
    const given = verdict(check, [], { gateway: gatewayWith(problem("config-syntax-error"), other) });
    expect(said(given)).toEqual(["root config-syntax-error", "root config-syntax-error"]);
  });
  it("passes a config without problems, and leaves others' problems to them", () => {
    expect(verdict(check, [], { gateway: gatewayWith() }).status).toBe("pass");
    expect(said(verdict(check, [], { gateway: gatewayWith(problem("tls-trust-missing")) }))).toEqual([]);
  });
});
