import { describe, expect, it } from "vitest";
import type { AddressPick } from "../../src/model/config.ts";
import type { Measurement } from "../../src/model/observation.ts";
import { plan } from "../../src/plan/plan.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";

const at = { file: "/etc/gateway.conf", line: 1, column: 1 };
const options = {
  patienceMs: 5000,
  readOnMs: 20_000,
  healthPath: undefined,
  host: undefined,
  serverName: undefined,
  scope: { upstreams: [] },
  resolvers: [],
  probes: true,
  experiments: new Set<never>(),
  traces: undefined,
};

/** The addresses that are climbed when the name has these. */
function climbed(picks: Omit<AddressPick, "location">, addresses: readonly string[]): readonly string[] {
  const resolution = { kind: "system", when: "run-time", picks: { ...picks, location: at } } as const;
  const world = gateway([upstream("api", [endpoint("app.test:80", { resolution })])], [route("/", "api")]);
  const [step] = plan([world], options).steps;
  if (step?.request.kind !== "resolve") throw new Error("not a resolve step");
  const facts = {
    addresses: addresses.map((address) => ({
      address,
      family: address.includes(":") ? ("ipv6" as const) : ("ipv4" as const),
      ttlSeconds: 60,
    })),
    source: "dns" as const,
    queries: [],
    hostsFileAddresses: [],
  };
  const outcome = { kind: "answered", reason: "answered", code: undefined } as const;
  const seen: Measurement = {
    kind: "resolve",
    request: step.request,
    outcome,
    startedAt: 0,
    durationMs: 1,
    facts,
  };
  return step
    .next([seen])
    .flatMap(({ request }) =>
      request.kind === "climb" && request.target.kind === "tcp" ? [request.target.host] : [],
    );
}

describe("of a name's addresses the gateway uses", () => {
  const both = ["fd00::5", "10.0.0.5", "10.0.0.6"];
  it.each([
    ["one family where it prefers one", { family: "ipv6", isFirstOnly: false }, both, ["fd00::5"]],
    [
      "the other family where there is none of it",
      { family: "ipv6", isFirstOnly: false },
      ["10.0.0.5"],
      ["10.0.0.5"],
    ],
    ["all of them", { family: undefined, isFirstOnly: false }, both, both],
    ["the first alone", { family: "ipv4", isFirstOnly: true }, both, ["10.0.0.5"]],
  ] as const)("%s", (_, picks, addresses, used) => {
    expect(climbed(picks, addresses)).toEqual(used);
  });
});
