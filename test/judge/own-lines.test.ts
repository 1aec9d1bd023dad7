import { describe, expect, it } from "vitest";
import { ownLines } from "../../src/judge/own-lines.ts";
import { subjectsOf } from "../../src/judge/subjects.ts";
import type { Observation } from "../../src/model/observation.ts";
import { endpoint, gateway, upstream } from "../given/gateway.ts";
import { connect, event, log } from "../given/network.ts";

const [ONE, TWO, NAME] = ["10.0.0.1:80", "10.0.0.2:80", "app.internal:80"];
const model = gateway([upstream("api", [endpoint(ONE), endpoint(TWO), endpoint(NAME)])], []);
const lines = log(
  event("connect-refused", { peer: TWO }),
  event("requests-limited", { peer: undefined }),
  event("connect-refused", { peer: ONE }),
  event("connect-timeout", { peer: "10.9.9.9:80" }),
  event("no-live-upstreams", { peer: "api" }),
);

function peersFor(name: string, ...more: readonly Observation[]) {
  const cutDown = ownLines(model);
  const about = subjectsOf.endpoint(model).find((one) => one.endpoint.endpoint === name);
  return cutDown(about ?? fail(name), [lines, ...more]).flatMap((one) =>
    one.kind === "log" ? one.facts.events.map(({ peer }) => peer) : [],
  );
}

function fail(name: string): never {
  throw new Error(`no endpoint ${name}`);
}

describe("what an endpoint is handed of a log", () => {
  it("is its own lines and those that name no other endpoint, in their order", () => {
    expect(peersFor(ONE)).toEqual([undefined, ONE, "10.9.9.9:80", "api"]);
    expect(peersFor(TWO)).toEqual([TWO, undefined, "10.9.9.9:80", "api"]);
  });
  it("is also what names an address that it was asked at, though another endpoint is written so", () => {
    expect(peersFor(NAME)).toEqual([undefined, "10.9.9.9:80", "api"]);
    expect(peersFor(NAME, connect(TWO))).toEqual([TWO, undefined, "10.9.9.9:80", "api"]);
  });
  it("is not what happened there on behalf of another upstream", () => {
    const both = gateway([upstream("api", [endpoint(ONE)]), upstream("admin", [endpoint(ONE)])], []);
    const said = log(
      event("closed-before-header", { peer: ONE, upstream: "admin" }),
      event("connect-refused", { peer: ONE, upstream: "elsewhere" }),
    );
    const handed = (name: string) => {
      const about = subjectsOf.endpoint(both).find((one) => one.upstream.name === name);
      const [seen] = about === undefined ? [] : ownLines(both)(about, [said]);
      return seen?.kind === "log" ? seen.facts.events.map(({ event }) => event) : [];
    };
    expect(handed("api")).toEqual(["connect-refused"]);
    expect(handed("admin")).toEqual(["closed-before-header", "connect-refused"]);
  });
  it("is everything where there is no other", () => {
    const alone = gateway([upstream("api", [endpoint(ONE)])], []);
    const [about] = subjectsOf.endpoint(alone);
    expect(about && ownLines(alone)(about, [lines])[0]).toBe(lines);
  });
});
