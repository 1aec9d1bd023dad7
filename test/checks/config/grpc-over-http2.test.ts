import { describe, expect, it } from "vitest";
import check from "../../../checks/config/grpc-over-http2.ts";
import { bootstrap, readText } from "../../gateways/envoy/given.ts";
import { said, verdict } from "../../given/look.ts";

const ROUTE = "- match: { prefix: /pets.Pets/, grpc: {} }\n  route: { cluster: api }";

describe("a route that takes calls of gRPC alone", () => {
  it("to a cluster in HTTP/1.1: upstream-protocol-mismatch", () => {
    const found = verdict(check, [], { gateway: readText(bootstrap(ROUTE, "- name: api")) });
    expect(said(found)).toEqual(["latent upstream-protocol-mismatch"]);
    expect(found.findings[0]?.locations[0]?.line).toBe(18);
  });
  it.each([
    ["to a cluster in HTTP/2", ROUTE, "- name: api\n  http2_protocol_options: {}"],
    ["is no route for anything", "- match: { prefix: / }\n  route: { cluster: api }", "- name: api"],
  ])("%s", (_, route, cluster) => {
    expect(said(verdict(check, [], { gateway: readText(bootstrap(route, cluster)) }))).toEqual([]);
  });
});
