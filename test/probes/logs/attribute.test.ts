import { describe, expect, it } from "vitest";
import type { LogLine, LogReader } from "../../../src/model/log-grammar.ts";
import type { AskedPlace } from "../../../src/model/request.ts";
import { attributing } from "../../../src/probes/logs/attribute.ts";

const line: LogLine = {
  event: "closed-before-header",
  level: "error",
  peer: undefined,
  upstream: undefined,
  errno: undefined,
  detail: undefined,
};
const place = (upstream: string, more: Partial<AskedPlace> = {}): AskedPlace => ({
  hosts: [],
  match: { kind: "prefix", path: "/" },
  isConditional: false,
  upstream,
  peer: `${upstream}:80`,
  ...more,
});

function told(said: Partial<LogLine>, ...places: readonly AskedPlace[]) {
  const reader: LogReader = {
    stamp: () => undefined,
    open: () => ({ stamp: undefined, text: "", said: () => [{ ...line, ...said }] }),
  };
  const [one] = attributing(reader, places).open(new Uint8Array())?.said() ?? [];
  return one && { upstream: one.upstream, peer: one.peer };
}

const nobody = { upstream: undefined, peer: undefined };
const asked = { host: "a.test", path: "/api/x" };

describe("a line that names the request alone", () => {
  it("is about whom its route asks", () => {
    expect(told({ asked }, place("a"))).toEqual({ upstream: "a", peer: "a:80" });
    const exact = place("b", { match: { kind: "exact", path: "/api" } });
    expect(told({ asked }, exact, place("a"))?.upstream).toBe("a");
    const star = place("b", { hosts: ["*.test"] });
    expect(told({ asked }, place("c", { hosts: ["x.test"] }), star, place("a"))?.upstream).toBe("b");
  });
  it("is about nobody where two may have been asked", () => {
    const sometimes = place("b", { isConditional: true });
    expect(told({ asked }, sometimes, place("a"))).toEqual(nobody);
    expect(told({ asked }, { ...sometimes, hosts: ["x.test"] }, place("a"))?.upstream).toBe("a");
    expect(told({ asked }, place("a", { isConditional: true }), place("a"))?.upstream).toBe("a");
  });
  it("names no endpoint where it says that none was chosen", () => {
    expect(told({ asked, event: "no-live-upstreams" }, place("a"))).toEqual({
      upstream: "a",
      peer: undefined,
    });
  });
  it("stays as it is where it names somebody, or no request, or no route takes it", () => {
    expect(told({ asked, peer: "10.0.0.9:80" }, place("a"))?.peer).toBe("10.0.0.9:80");
    expect(told({}, place("a"))).toEqual(nobody);
    expect(told({ asked }, place("a", { match: { kind: "prefix", path: "/b/" } }))).toEqual(nobody);
  });
});
