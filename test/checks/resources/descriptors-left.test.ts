import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/descriptors-left.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { gatewayWith } from "../../given/problem.ts";

const seen = (word: string) => verdict(check, [log(event(word))], { gateway: gatewayWith() });

describe("file-descriptors-exhausted", () => {
  it("fires on too many open files", () => {
    expect(strongest(seen("files-exhausted"))).toMatchObject({
      cause: "file-descriptors-exhausted",
      role: "root",
      extent: "some",
    });
  });
  it("is latent where the limit is merely low", () => {
    expect(said(seen("file-limit-low"))).toEqual(["latent file-descriptors-exhausted"]);
  });
  it("stays quiet about other lines", () => {
    expect(said(seen("disk-full"))).toEqual([]);
  });
});
