import { expect, it } from "vitest";
import check from "../../../checks/config/ports-speak-protocol.ts";
import { written } from "../../../src/model/source.ts";
import { expectFixtures, fixtureGateway } from "../../given/fixtures.ts";
import { verdict } from "../../given/look.ts";

expectFixtures(check, {
  "fires-tls-to-80": "tls-to-plaintext-port",
  "fires-plaintext-to-443": "plaintext-to-tls-port",
  "fires-old-versions": "tls-version-mismatch",
});

it("speaks of nginx's lines to nobody else", () => {
  for (const name of ["fires-tls-to-80", "fires-plaintext-to-443"]) {
    const gateway = { ...fixtureGateway(`ports-speak-protocol/${name}`), kind: "envoy" } as const;
    const { findings } = verdict(check, [], { gateway });
    expect(findings).toHaveLength(1);
    for (const { args } of findings) expect(`${args.title} ${args.fix}`).not.toMatch(/server line|_pass|;$/);
  }
});

it("lets the proxies of a mesh speak TLS on port 80", () => {
  const { upstreams, routes, ...rest } = fixtureGateway("ports-speak-protocol/fires-tls-to-80");
  const mesh = upstreams.map((upstream) => ({ ...upstream, isMesh: true as const }));
  expect(verdict(check, [], { gateway: { ...rest, routes, upstreams: mesh } }).findings).toEqual([]);
  const withSecret = routes.map(({ forward, ...route }) => {
    const { tls } = forward;
    const unseenCertificate = written("the secret mesh", route.location);
    return { ...route, forward: { ...forward, tls: tls && { ...tls, unseenCertificate } } };
  });
  expect(verdict(check, [], { gateway: { ...rest, upstreams, routes: withSecret } }).findings).toEqual([]);
});

it("gives commands in which a hostile name stays one word", () => {
  const { upstreams, ...rest } = fixtureGateway("ports-speak-protocol/fires-tls-to-80");
  const hostile = upstreams.map((upstream) => ({
    ...upstream,
    endpoints: upstream.endpoints.map((one) => ({ ...one, endpoint: "a$(id):80" })),
  }));
  const { findings } = verdict(check, [], { gateway: { ...rest, upstreams: hostile } });
  expect(findings.map(({ args }) => args.verify)).toEqual([
    "openssl s_client -connect 'a$(id):80' </dev/null",
  ]);
});
