import { describe, expect, it } from "vitest";
import { endpointCount } from "../../src/report/hit-endpoints.ts";

const at = (endpoint: string, address?: string) => ({
  gateway: "g",
  upstream: "api",
  endpoint,
  ...(address !== undefined && { address }),
});

describe("the endpoints of a title", () => {
  it("count with each of their addresses", () => {
    expect(endpointCount([at("a:80", "10.0.0.5"), at("a:80", "10.0.0.6"), at("b:80")])).toBe(3);
  });

  it("count once where the gateway's word names no address", () => {
    expect(endpointCount([at("10.0.0.5:80", "10.0.0.5"), at("10.0.0.5:80")])).toBe(1);
  });
});
