import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/mesh-transport.ts";
import { world } from "../../given/endpoint.ts";
import { forward } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, noTls, plain } from "../../given/observation.ts";

const mesh = world({ upstream: { isMesh: true } });
const plaintext = world({ upstream: { isMesh: true }, route: { forward: forward("api") } });

describe("the two sides of a mesh", () => {
  it("TLS to a side that speaks plaintext is mtls-mode-mismatch", () => {
    const found = strongest(verdict(check, [noTls("http")], { gateway: mesh }));
    expect(found).toMatchObject({ cause: "mtls-mode-mismatch", role: "root", args: { sent: "mutual TLS" } });
  });
  it("plaintext to a side that speaks TLS is too", () => {
    const met = exchange(
      { status: undefined, spoke: "tls", malformed: "no HTTP answer" },
      { request: plain() },
    );
    expect(said(verdict(check, [met], { gateway: plaintext }))).toEqual(["root mtls-mode-mismatch"]);
  });
  it("agree, or are no mesh", () => {
    expect(
      said(verdict(check, [exchange({ status: 200 }, { request: plain() })], { gateway: plaintext })),
    ).toEqual([]);
    expect(said(verdict(check, [noTls("http")], { gateway: world() }))).toEqual([]);
  });
});
