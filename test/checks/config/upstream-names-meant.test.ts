import { expect, it } from "vitest";
import check from "../../../checks/config/upstream-names-meant.ts";
import { expectFixtures, fixtureGateway } from "../../given/fixtures.ts";
import { verdict } from "../../given/look.ts";

expectFixtures(check, {
  "fires-label-in-the-certificate": "tls-name-is-label",
  "fires-label-as-host": "host-header-is-label",
  "fires-label-as-server-name": "tls-name-is-label",
});

it("stays quiet about a gateway that sends the name which its config gives, whatever the upstream is called", () => {
  const labelled = fixtureGateway("upstream-names-meant/fires-label-as-server-name");
  const serverName = { kind: "name", name: ["api.example.com"] } as const;
  const verifyName = [{ kind: "unknown", raw: "any name" }] as const;
  const routes = labelled.routes.map((route) => {
    const { tls, host } = route.forward;
    if (tls === undefined) throw new Error("the fixture speaks TLS");
    const named = { ...tls, serverName: { ...tls.serverName, value: serverName } };
    const asked = { ...host, value: [{ kind: "request-host", raw: ":authority" } as const] };
    const other = { ...named, verifyName: { ...tls.verifyName, value: verifyName } };
    return { ...route, forward: { ...route.forward, host: asked, tls: other } };
  });
  expect(verdict(check, [], { gateway: { ...labelled, routes } }).findings).toEqual([]);
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
