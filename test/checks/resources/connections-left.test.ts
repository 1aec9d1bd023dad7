import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/connections-left.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { gatewayWith } from "../../given/problem.ts";

const seen = (word: string) => verdict(check, [log(event(word))], { gateway: gatewayWith() });

describe("worker-connections-exhausted", () => {
  it("fires when connections found no place", () => {
    expect(strongest(seen("connections-exhausted"))).toMatchObject({
      cause: "worker-connections-exhausted",
      role: "root",
      extent: "some",
    });
  });
  it("is latent while idle connections only had to make room", () => {
    expect(said(seen("connections-reused"))).toEqual(["latent worker-connections-exhausted"]);
  });
  it("stays quiet about other limits", () => {
    expect(said(seen("connections-limited"))).toEqual([]);
  });
});
