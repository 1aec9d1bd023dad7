import { describe, expect, it } from "vitest";
import { hostHeader } from "../../../src/plan/experiments/host-header.ts";
import { triedValues } from "../../given/ground.ts";
import { closed, exchange, plain } from "../../given/observation.ts";

const names = { endpointName: "app.internal", routeHosts: ["api.example.org", "*.example.org"] };

describe("host-header", () => {
  it.each([400, 403, 404, 421, 502])("tries the endpoint's and the route's names after %i", (status) => {
    expect(triedValues(hostHeader, [exchange({ status })], names)).toEqual([
      "app.internal",
      "api.example.org",
    ]);
  });
  it("stays shut after an answer that no host would change, and where there is no other name", () => {
    expect(triedValues(hostHeader, [exchange({ status: 429 })], names)).toEqual([]);
    expect(triedValues(hostHeader, [exchange({ status: 404 })])).toEqual([]);
  });
  it("tries what is written for the same service elsewhere before the route's own names", () => {
    const siblings = { ...names, endpointName: undefined, siblingHosts: ["shop.example"] };
    expect(triedValues(hostHeader, [exchange({ status: 404 })], siblings)).toEqual([
      "shop.example",
      "api.example.org",
    ]);
  });
  it("tries the address where a service may admit that alone", () => {
    expect(triedValues(hostHeader, [exchange({ status: 403 })], { endpointName: undefined })).toEqual([
      "10.0.0.5:8443",
    ]);
    const nginx = { status: 403, headers: [["Server", "nginx"]] } as const;
    expect(triedValues(hostHeader, [exchange(nginx)], { endpointName: undefined })).toEqual([]);
    expect(triedValues(hostHeader, [exchange({ status: 404 })], { endpointName: undefined })).toEqual([]);
  });
  it("tries the address where HTTP/1.1 is spoken without any Host, whatever serves", () => {
    const headers = [["Server", "nginx"]] as const;
    const without = (httpVersion: "1.0" | "1.1") => ({ request: plain({ host: undefined, httpVersion }) });
    const no = { endpointName: undefined };
    expect(triedValues(hostHeader, [exchange({ status: 400, headers }, without("1.1"))], no)).toEqual([
      "10.0.0.5:8443",
    ]);
    expect(triedValues(hostHeader, [exchange({ status: 400, headers }, without("1.0"))], no)).toEqual([]);
  });
  it("tries the names and leaves the Host out where nothing came back at all", () => {
    const tried = ["app.internal", "api.example.org", "none"];
    expect(triedValues(hostHeader, [exchange({}, { outcome: closed })], names)).toEqual(tried);
    const over2 = { outcome: closed, request: plain({ httpVersion: "2" }) };
    expect(triedValues(hostHeader, [exchange({}, over2)], names)).toEqual(tried.slice(0, 2));
  });
  it("does not touch a request that the config spells out", () => {
    const request = plain({ rawRequest: "GET / HTTP/1.0\r\n\r\n" });
    expect(triedValues(hostHeader, [exchange({ status: 404 }, { request })], names)).toEqual([]);
  });
});
