import { describe, expect, it } from "vitest";
import check from "../../../checks/config/timeouts-set.ts";
import { gatewayOf } from "../../gateways/haproxy/given.ts";
import { verdict } from "../../given/look.ts";

const LIMITS = ["timeout connect 5s", "timeout client 30s", "timeout server 30s"];
const config = (limits: readonly string[]): string =>
  `defaults\n    mode http\n${limits.map((line) => `    ${line}\n`).join("")}listen api\n    bind :8080\n    server one 10.0.0.1:80\n`;

describe("timeouts-set", () => {
  it.each(LIMITS)("misses %s", (limit) => {
    const gateway = gatewayOf(config(LIMITS.filter((one) => one !== limit)));
    const { findings } = verdict(check, [], { gateway });
    expect(findings.map(({ cause, role }) => [cause, role])).toEqual([["timeout-missing", "latent"]]);
    expect(findings[0]?.evidence.join()).toContain(limit.replace(/ \S+$/, ""));
  });

  it("is quiet where all three are set", () => {
    expect(verdict(check, [], { gateway: gatewayOf(config(LIMITS)) }).findings).toEqual([]);
  });
});
