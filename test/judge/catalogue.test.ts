import { expect, it } from "vitest";
import limits from "../../checks/config/limits-tell-themselves.ts";
import { CHECKS } from "../../checks/index.ts";
import { conclude } from "../../src/judge/index.ts";
import { fixtureGateway } from "../given/fixtures.ts";
import { policy } from "../given/look.ts";

it("tells a cause whose owner does not run", () => {
  const gateways = [fixtureGateway("limits-tell-themselves/fires-503")];
  const { causes } = conclude(
    [limits],
    gateways,
    [],
    policy,
    () => true,
    () => true,
    CHECKS,
  );
  expect(causes.map(({ cause }) => cause)).toEqual(["gateway-limits-requests"]);
});
