import { describe, expect, it } from "vitest";
import check from "../../../checks/config/backups-usable.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { gatewayWith, problem } from "../../given/problem.ts";

describe("backup-never-used", () => {
  it("fires for a backup that the method refuses", () => {
    const given = verdict(check, [], {
      gateway: gatewayWith(problem("backup-never-used", { about: "api" })),
    });
    expect(strongest(given)).toMatchObject({
      cause: "backup-never-used",
      role: "root",
      args: { about: "api" },
    });
  });
  it("is latent where the gateway accepts it and never uses it", () => {
    const ignored = problem("backup-never-used", { about: "api", refusesConfig: false });
    const found = strongest(verdict(check, [], { gateway: gatewayWith(ignored) }));
    expect(found).toMatchObject({ role: "latent", subject: { gateway: "nginx", upstream: "api" } });
  });
  it("stays quiet without such a problem", () => {
    expect(said(verdict(check, [], { gateway: gatewayWith() }))).toEqual([]);
  });
});
