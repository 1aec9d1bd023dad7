import { describe, expect, it } from "vitest";
import { upstreamNamed } from "../../src/model/upstream-named.ts";
import { gateway, upstream } from "../given/gateway.ts";

describe("upstreamNamed", () => {
  const world = gateway(
    [upstream("api", [], { id: "http/api" }), upstream("http/api", [], { id: "stream/x" })],
    [],
  );

  it("knows an upstream by its id first, and by its name in any case", () => {
    expect(upstreamNamed(world, "http/api")?.id).toBe("http/api");
    expect(upstreamNamed(world, "API")?.id).toBe("http/api");
  });
  it("does not know others", () => {
    expect(upstreamNamed(world, "web")).toBeUndefined();
  });
});
