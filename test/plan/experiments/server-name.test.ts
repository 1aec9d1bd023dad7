import { describe, expect, it } from "vitest";
import { serverName } from "../../../src/plan/experiments/server-name.ts";
import { triedValues } from "../../given/ground.ts";
import { alerted, handshake, noTls, overTls } from "../../given/observation.ts";

describe("server-name", () => {
  it("tries the names that the config, the request and the certificate know", () => {
    const names = { endpointName: "app.internal", routeHosts: ["www.example.org"] };
    expect(triedValues(serverName, [alerted(112)], names)).toEqual(["api.internal", "app.internal", "api"]);
  });
  it("tries none where the gateway sends one", () => {
    const request = overTls({ serverName: "api", verifyName: undefined });
    expect(triedValues(serverName, [alerted(40, {}, { request })])).toEqual(["none"]);
  });
  it("opens when the certificate is not one that the gateway would take", () => {
    const verification = { code: 0, reason: undefined, nameMatches: false };
    const request = overTls({ verify: true });
    expect(triedValues(serverName, [handshake({ verification }, { request })])).toEqual([
      "api.internal",
      "api",
    ]);
  });
  it("never takes an address or a pattern for a name", () => {
    const request = overTls({ verifyName: "10.0.0.5" }, { host: "10.0.0.5:8443" });
    expect(
      triedValues(serverName, [alerted(112, {}, { request })], { routeHosts: ["~^(.+)$", "*.a.b"] }),
    ).toEqual([]);
  });
  it("stays shut where the port speaks no TLS, or all is well", () => {
    expect(triedValues(serverName, [noTls("http")])).toEqual([]);
    expect(triedValues(serverName, [handshake()])).toEqual([]);
  });
});
