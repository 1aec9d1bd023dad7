import { describe, expect, it } from "vitest";
import check from "../../../checks/config/trust-configured.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { gatewayWith, problem } from "../../given/problem.ts";

describe("tls-trust-missing", () => {
  it("fires, and names the directive that is missing", () => {
    const message = "no grpc_ssl_trusted_certificate for grpc_ssl_verify";
    const found = strongest(
      verdict(check, [], { gateway: gatewayWith(problem("tls-trust-missing", { message })) }),
    );
    expect(found).toMatchObject({ cause: "tls-trust-missing", role: "root" });
    const of = { args: found.args, subjects: [], endpointCount: 0, where: "nginx" };
    expect(check.causes["tls-trust-missing"]?.fix(of).steps[0]).toMatch(
      /^in \/etc\/gateway.conf, beside line 14: grpc_ssl_trusted_certificate \//,
    );
  });
  it("stays quiet without such a problem", () => {
    expect(said(verdict(check, [], { gateway: gatewayWith(problem("config-syntax-error")) }))).toEqual([]);
  });
});
