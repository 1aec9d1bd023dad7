import { expect, it } from "vitest";
import { statesOf } from "../../src/judge/state.ts";
import { verdictOf } from "../../src/judge/verdict.ts";
import type { Observation } from "../../src/model/observation.ts";
import { climbRequest, connected, exchanged } from "../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";
import { policy } from "../given/look.ts";

const subject = { gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:80", address: "10.0.0.5" };
const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);
const state = (...seen: readonly Observation[]) => statesOf([world], seen, [], policy)[0]?.state;
const opens = connected({ ...climbRequest("10.0.0.5", 80, { exchange: undefined }), isCheck: true }, [
  subject,
]);
const page = (status: number) => exchanged(climbRequest("10.0.0.5"), [subject], status);

it("takes no check that passes for a request that is served, where requests were asked for too", () => {
  expect(state(opens, ...page(500))).toBe("down");
  expect(state(opens, ...page(200))).toBe("healthy");
  expect(state(opens)).toBe("healthy");
});

it("judges by the backups where every primary is switched off", () => {
  const off = endpoint("10.0.0.4:80", { intent: { ...endpoint("10.0.0.4:80").intent, value: "down" } });
  const spare = endpoint("10.0.0.5:80", { role: "backup" });
  const withBackup = gateway([upstream("api", [off, spare])], [route("/", "api")]);
  const stateBeside = (status: number) => statesOf([withBackup], page(status), [], policy)[0]?.state;
  expect(stateBeside(500)).toBe("down");
  expect(stateBeside(200)).toBe("degraded");
});

const told = (kind: "platform" | "destination") => ({
  discovery: {
    kind,
    source: "somewhere",
    isKnown: false,
    location: { file: "envoy.yaml", line: 1, column: 1 },
  },
});

it("asks nobody of an upstream that is empty on purpose, or goes wherever requests say", () => {
  const verdict = (...others: Parameters<typeof gateway>[0]) => {
    const all = [upstream("api", [endpoint("10.0.0.5:80")]), ...others];
    const mesh = gateway(
      all,
      all.map(({ name }) => route(`/${name}`, name)),
    );
    return verdictOf(statesOf([mesh], page(200), [], policy), []);
  };
  expect(verdict(upstream("sink", [], { isSink: true }))).toBe("healthy");
  expect(verdict(upstream("through", [], told("destination")))).toBe("healthy");
  expect(verdict(upstream("told", [], told("platform")))).toBe("unknown");
  expect(verdict(upstream("forgotten", []))).toBe("unknown");
});
