import { expect, it } from "vitest";
import connects from "../../checks/network/connects.ts";
import { conclude } from "../../src/judge/index.ts";
import type { NameResolution } from "../../src/model/config.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { climbRequest, connected, exchanged } from "../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";
import { policy } from "../given/look.ts";

const at = (address: string) => ({ gateway: "nginx", upstream: "api", endpoint: "app:80", address });
const refused: Outcome = { kind: "refused", reason: "connection refused", code: "ECONNREFUSED" };
const silent: Outcome = { kind: "timed-out", reason: "no answer", code: undefined };

/** One name with two addresses, of which the first can't be connected to, and the second answers so, or neither. */
function look(outcome: Outcome, resolution: NameResolution, status: number | undefined) {
  const world = gateway([upstream("api", [endpoint("app:80", { resolution })])], [route("/", "api")]);
  const seen = [
    connected(climbRequest("10.0.0.5"), [at("10.0.0.5")], outcome),
    ...(status === undefined
      ? [connected(climbRequest("10.0.0.6"), [at("10.0.0.6")], outcome)]
      : exchanged(climbRequest("10.0.0.6"), [at("10.0.0.6")], status)),
  ];
  const { verdict, causes } = conclude([connects], [world], seen, policy, () => true);
  return [verdict, ...causes.map(({ cause, role, severity }) => `${role} ${severity} ${cause}`)];
}

const goesOn = { kind: "system", when: "run-time", fallsOver: true } as const;

it("takes an address for passed over where the gateway goes on to one that connects", () => {
  expect(look(refused, goesOn, 200)).toEqual(["healthy", "latent info port-refused"]);
  expect(look(silent, goesOn, 200)).toEqual(["healthy", "latent warning connect-timeout"]);
});

it("leaves it alone where each address is asked in its turn, and where none connects", () => {
  expect(look(refused, { kind: "system" }, 200)).toEqual(["degraded", "root error port-refused"]);
  expect(look(refused, goesOn, undefined)).toEqual(["down", "root error port-refused"]);
});

it("judges the address that connects by what it answers", () => {
  expect(look(refused, goesOn, 500)[0]).toBe("down");
});
