import { describe, expect, it } from "vitest";
import { CHECKS } from "../../checks/index.ts";
import { conclude } from "../../src/judge/index.ts";
import type { Route } from "../../src/model/config.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { climbRequest, connected, exchanged } from "../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";
import { resources } from "../given/host.ts";
import { policy } from "../given/look.ts";

const BUSY = {
  cpu: { cores: 4, load: 9, busyPercent: 99 },
  pressure: { cpuSome: 88, memorySome: 0, memoryFull: 0, ioFull: 0 },
};
const silent = { kind: "timed-out", reason: "no answer", code: undefined } as const;
const refused = { kind: "refused", reason: "connection refused", code: "ECONNREFUSED" } as const;

/** An upstream that answers with a status, and a second one that nobody answers at; the host may be busy meanwhile. */
function concluded(purpose: Route["purpose"], status: number, outcome: Outcome = refused, busy = false) {
  const gateways = [
    gateway(
      [upstream("main", [endpoint("10.0.0.1:80")]), upstream("spare", [endpoint("10.0.0.2:80")])],
      [route("/", "main"), { ...route("@spare", "spare"), ...(purpose && { purpose }) }],
    ),
  ];
  const at = (name: string, address: string) => [
    { gateway: "nginx", upstream: name, endpoint: `${address}:80`, address },
  ];
  const seen = [
    ...exchanged(climbRequest("10.0.0.1"), at("main", "10.0.0.1"), status),
    connected(climbRequest("10.0.0.2"), at("spare", "10.0.0.2"), outcome),
    ...(busy ? [{ ...resources(BUSY), subjects: [{ gateway: "nginx" }] }] : []),
  ];
  const { verdict, causes } = conclude(CHECKS, gateways, seen, policy, () => true);
  return {
    verdict,
    said: causes.filter(({ severity }) => severity !== "info").map(({ role, cause }) => `${role} ${cause}`),
  };
}

describe("what only nginx itself sends requests to", () => {
  it("hurts nobody when it is dead", () => {
    for (const purpose of ["mirror", "error-page"] as const)
      expect(concluded(purpose, 200)).toEqual({ verdict: "healthy", said: ["latent port-refused"] });
  });
  it("counts where it catches failures and there are some", () => {
    expect(concluded("error-page", 500).said).toContain("root port-refused");
    expect(concluded("mirror", 500).said).toContain("latent port-refused");
  });
  it("makes a busy host no trouble of anybody's, as a route of its own does", () => {
    expect(concluded("mirror", 200, silent, true).said).toEqual(["latent connect-timeout"]);
    expect(concluded(undefined, 200, silent, true).said).toContain("contributing cpu-saturated");
  });
  it("is another thing than a route of its own", () => {
    expect(concluded(undefined, 200)).toEqual({ verdict: "down", said: ["root port-refused"] });
  });
});
