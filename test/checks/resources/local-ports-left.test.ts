import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/local-ports-left.ts";
import { endpoint, forward, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, event, log } from "../../given/network.ts";

const PEER = "10.0.0.5:80";
const at = { file: "/etc/gateway.conf", line: 7, column: 5 };

function world(peer = PEER, source?: string) {
  const sourceAddress = source === undefined ? undefined : { value: source, isDefault: false, location: at };
  return gateway(
    [upstream("api", [endpoint(peer)])],
    [route("/", "api", { forward: forward("api", { sourceAddress }) })],
  );
}

describe("ephemeral-ports-exhausted", () => {
  it("fires when uhc itself gets no local port", () => {
    expect(strongest(verdict(check, [connect(PEER, "EADDRNOTAVAIL")], { gateway: world() }))).toMatchObject({
      cause: "ephemeral-ports-exhausted",
      role: "root",
      extent: "some",
      strength: 0.8,
    });
  });
  it("fires for what the log has seen", () => {
    const given = verdict(check, [connect(PEER), log(event("ports-exhausted", { peer: PEER }))], {
      gateway: world(),
    });
    expect(strongest(given)).toMatchObject({ cause: "ephemeral-ports-exhausted", strength: 0.88 });
  });
  it("does not take a source address that is missing for it", () => {
    const unbound = connect(PEER, "unbound", { request: { sourceAddress: "10.0.0.200" } });
    const given = verdict(check, [unbound, log(event("ports-exhausted", { peer: PEER }))], {
      gateway: world(PEER, "10.0.0.200"),
    });
    expect(said(given)).toEqual([]);
  });
  it("does not take a host without IPv6 for it", () => {
    const local = connect("[::1]:80", "EADDRNOTAVAIL", { endpoint: "localhost:80" });
    const logged = log(event("ports-exhausted", { peer: "[::1]:80" }));
    expect(said(verdict(check, [local, logged], { gateway: world("localhost:80") }))).toEqual([]);
  });
});
