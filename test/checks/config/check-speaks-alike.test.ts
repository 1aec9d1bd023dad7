import { describe, expect, it } from "vitest";
import check from "../../../checks/config/check-speaks-alike.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
import { world } from "../../given/endpoint.ts";
import { forward } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const at = { file: "/etc/gateway.conf", line: 9, column: 3 };
const asked = (over: Partial<Extract<Observation, { kind: "exchange" }>["facts"]>) => {
  const request = { ...plain({ purpose: "declared-check", httpVersion: "1.1" }), isCheck: true } as const;
  return exchange(over, { request });
};
const traffic = (version: "1.1" | "2") =>
  world({ route: { forward: forward("api", { httpVersion: assumed(version, at) }) } });

const broken = asked({ status: undefined, malformed: "no HTTP answer", spoke: "http2" });
const served = exchange({ status: 200 }, { request: plain({ httpVersion: "2" }) });

describe("a check in another protocol than the traffic", () => {
  it("that is not understood while the traffic is: health-check-protocol-mismatch", () => {
    const found = strongest(verdict(check, [broken, served], { gateway: traffic("2") }));
    expect(found).toMatchObject({ cause: "health-check-protocol-mismatch", role: "root" });
    expect(found.args).toMatchObject({ asked: "HTTP/1.1", spoken: "HTTP/2" });
  });
  it("that is understood, or speaks as the traffic does, or fails like it, is left to others", () => {
    expect(said(verdict(check, [asked({ status: 200 }), served], { gateway: traffic("2") }))).toEqual([]);
    expect(said(verdict(check, [broken, served], { gateway: traffic("1.1") }))).toEqual([]);
    expect(said(verdict(check, [broken], { gateway: traffic("2") }))).toEqual([]);
  });
});
