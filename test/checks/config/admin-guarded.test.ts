import { describe, expect, it } from "vitest";
import check from "../../../checks/config/admin-guarded.ts";
import type { GatewayKind, Target } from "../../../src/model/config.ts";
import { written } from "../../../src/model/source.ts";
import { expectFixtures } from "../../given/fixtures.ts";
import { gateway } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";

expectFixtures(check, { "fires-on-all-addresses": "admin-exposed" });

const at = { file: "/etc/envoy.yaml", line: 9, column: 3 };

function seen(admin: Target | undefined, kind: GatewayKind = "envoy") {
  const over = { kind, ...(admin !== undefined && { admin: written(admin, at) }) };
  return verdict(check, [], { gateway: gateway([], [], over) });
}
const tcp = (host: string): Target => ({ kind: "tcp", host, port: 9901, isAddress: true });

describe("the admin surface", () => {
  it.each(["0.0.0.0", "::"])("on %s is open to whoever reaches it", (host) => {
    const found = strongest(seen(tcp(host)));
    expect(found).toMatchObject({ cause: "admin-exposed", role: "latent", severity: "info" });
  });
  it.each([
    ["on loopback", seen(tcp("127.0.0.1"))],
    ["on one address of the host", seen(tcp("10.0.0.7"))],
    ["on a socket file", seen({ kind: "unix", path: "/run/envoy.sock" })],
    ["that is none", seen(undefined)],
    ["of another kind of gateway", seen(tcp("0.0.0.0"), "haproxy")],
  ])("%s is left alone", (_, given) => {
    expect(said(given)).toEqual([]);
  });
});
