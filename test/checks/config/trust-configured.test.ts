import { describe, expect, it } from "vitest";
import check from "../../../checks/config/trust-configured.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { ended, file, processes } from "../../given/network.ts";
import { gatewayWith, problem } from "../../given/problem.ts";

/** A file of authorities; what was seen of the gateway as a whole has no other subject. */
function trustFile(path: string, kind: "answered" | "ENOENT") {
  const seen = file(path, {}, ended(kind));
  return {
    ...seen,
    request: { ...seen.request, purpose: "trust" },
    subjects: [{ gateway: "nginx" }],
  } as const;
}

describe("tls-trust-missing", () => {
  it("fires, and names the directive that is missing", () => {
    const message = "no grpc_ssl_trusted_certificate for grpc_ssl_verify";
    const found = strongest(
      verdict(check, [], { gateway: gatewayWith(problem("tls-trust-missing", { message })) }),
    );
    expect(found).toMatchObject({ cause: "tls-trust-missing", role: "root" });
    const of = { args: found.args, subjects: [], endpointCount: 0, where: "nginx" };
    expect(check.causes["tls-trust-missing"]?.fix(of).steps[0]).toMatch(
      /^in \/etc\/gateway.conf, next to line 14: grpc_ssl_trusted_certificate \//,
    );
  });
  it("fires for a file that does not exist, and less loudly where the gateway runs", () => {
    const world = gatewayWith(problem("config-syntax-error"));
    const missing = trustFile("/ca.pem", "ENOENT");
    expect(said(verdict(check, [missing], { gateway: world }))).toEqual(["root tls-trust-missing"]);
    expect(said(verdict(check, [missing, processes([{ pid: 7 }])], { gateway: world }))).toEqual([
      "latent tls-trust-missing",
    ]);
    expect(said(verdict(check, [trustFile("/ca.pem", "answered")], { gateway: world }))).toEqual([]);
  });
  it("stays quiet without such a problem", () => {
    expect(said(verdict(check, [], { gateway: gatewayWith(problem("config-syntax-error")) }))).toEqual([]);
  });
});
