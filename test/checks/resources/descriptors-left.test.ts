import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/descriptors-left.ts";
import { limits } from "../../given/host.ts";
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

  const worker = (open: number, ...more: Parameters<typeof verdict>[1]) =>
    verdict(
      check,
      [
        limits([{}, { pid: 78, command: "nginx", files: { open, most: 64 } }], {
          gateway: true,
        }),
        ...more,
      ],
      { gateway: gatewayWith() },
    );
  it("fires for a worker without any left where no log could say so", () => {
    const found = strongest(worker(64));
    expect(found).toMatchObject({ role: "root", extent: "some", strength: 0.8 });
    expect(found.evidence).toEqual([
      expect.stringMatching(/^pid 78 nginx, which runs .*, has 64 of 64 files open$/),
    ]);
  });
  it("is a warning for a worker that is near, and where the log shows that nothing failed for it", () => {
    expect(said(worker(60))).toEqual(["latent file-descriptors-exhausted"]);
    expect(said(worker(64, log()))).toEqual(["latent file-descriptors-exhausted"]);
    expect(said(worker(40))).toEqual([]);
    const service = limits([{ files: { open: 64, most: 64 } }]);
    expect(said(verdict(check, [service], { gateway: gatewayWith() }))).toEqual([]);
  });
});
