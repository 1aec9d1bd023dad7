import { describe, expect, it } from "vitest";
import check from "../../../checks/network/full-sized-packets.ts";
import { targetText } from "../../../src/model/evidence.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { exchange, plain, silence } from "../../given/observation.ts";

const padded = { experiment: "full-size" } as const;
const head = { experiment: "small-answer", request: plain({ method: "HEAD" }) } as const;
const sized = (bytes: string) => exchange({ headers: [["Content-Length", bytes]], headerMs: 8 }, head);
const start = { experiment: "small-answer" } as const;
const stalled = (bytes: string) =>
  exchange(
    { headers: [["Content-Length", bytes]], headerMs: 8, bodyBytes: 0, bodyComplete: false },
    { durationMs: 1_010 },
  );
const hung = exchange({}, { outcome: silence });

describe("path-mtu-too-small", () => {
  it("fires when the same GET gets no answer once it fills a packet", () => {
    const found = strongest(verdict(check, [exchange(), exchange({}, { outcome: silence, ...padded })]));
    expect(found).toMatchObject({ cause: "path-mtu-too-small", strength: 0.9, extent: "some" });
  });
  it("fires when the header of a large answer comes at once, and the answer never", () => {
    const found = strongest(verdict(check, [hung, sized("65536")]));
    expect(found).toMatchObject({ cause: "path-mtu-too-small", strength: 0.85 });
    expect(found.evidence[0]).toContain("announces 65536 bytes");
  });
  it("stays quiet when the large request is answered, with whatever status", () => {
    expect(said(verdict(check, [exchange(), exchange({ status: 431 }, padded)]))).toEqual([]);
  });
  it("is less sure where the header does not announce the size", () => {
    expect(strongest(verdict(check, [hung, exchange({ headerMs: 8 }, head)])).strength).toBe(0.7);
  });
  it("fires when a long body stays away behind its header, and its first bytes alone come", () => {
    const found = strongest(
      verdict(check, [stalled("65536"), exchange({ status: 206, bodyBytes: 100 }, start)]),
    );
    expect(found).toMatchObject({ cause: "path-mtu-too-small", strength: 0.9, extent: "some" });
    expect(found.evidence[1]).toBe("of the same body the first 100 bytes come at once");
    const line = log(event("body-timeout", { peer: targetText(plain().target) }));
    expect(strongest(verdict(check, [stalled("65536"), line])).strength).toBe(0.8);
  });
  it("stays quiet about a body that is only slow, or short, or that nothing else speaks of", () => {
    expect(said(verdict(check, [stalled("65536"), exchange({ bodyBytes: 0 }, start)]))).toEqual([]);
    expect(said(verdict(check, [stalled("300"), exchange({ bodyBytes: 100 }, start)]))).toEqual([]);
    expect(said(verdict(check, [stalled("65536")]))).toEqual([]);
  });
  it("stays quiet when the answer is small, or HEAD is not known", () => {
    expect(said(verdict(check, [hung, sized("300")]))).toEqual([]);
    expect(
      said(verdict(check, [hung, exchange({ status: 405, headers: [["Content-Length", "9000"]] }, head)])),
    ).toEqual([]);
  });
});
