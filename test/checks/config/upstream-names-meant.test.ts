import { expect, it } from "vitest";
import check from "../../../checks/config/upstream-names-meant.ts";
import { expectFixtures, fixtureGateway } from "../../given/fixtures.ts";
import { verdict } from "../../given/look.ts";

expectFixtures(check, {
  "fires-label-in-the-certificate": "tls-name-is-label",
  "fires-label-as-host": "host-header-is-label",
  "fires-label-as-server-name": "tls-name-is-label",
});

it("stays quiet about a gateway that passes the client's host on by default", () => {
  const labelled = fixtureGateway("upstream-names-meant/fires-label-as-host");
  const passed = { kind: "request-host", raw: ":authority" } as const;
  const routes = labelled.routes.map((route) => ({
    ...route,
    forward: { ...route.forward, host: { ...route.forward.host, value: [passed] } },
  }));
  expect(verdict(check, [], { gateway: { ...labelled, routes } }).findings).toEqual([]);
});
