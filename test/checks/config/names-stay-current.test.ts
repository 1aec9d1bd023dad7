import { expect, it } from "vitest";
import check from "../../../checks/config/names-stay-current.ts";
import { expectFixtures, fixtureGateway } from "../../given/fixtures.ts";
import { verdict } from "../../given/look.ts";

expectFixtures(check, {
  "fires-literal-name": "name-resolved-once",
});

it("stays quiet about a bare target, which keeps no address", () => {
  const gateway = { ...fixtureGateway("names-stay-current/fires-literal-name"), kind: "none" } as const;
  expect(verdict(check, [], { gateway })).toMatchObject({ status: "skip", findings: [] });
});
