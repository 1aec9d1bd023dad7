import { describe, expect, it } from "vitest";
import check from "../../../checks/network/full-sized-packets.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain, silence } from "../../given/observation.ts";

const padded = { experiment: "full-size" } as const;
const head = { experiment: "small-answer", request: plain({ method: "HEAD" }) } as const;
const sized = (bytes: string) => exchange({ headers: [["Content-Length", bytes]], headerMs: 8 }, head);
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
  it("stays quiet when the answer is small, of unknown size, or HEAD is not known", () => {
    expect(said(verdict(check, [hung, sized("300")]))).toEqual([]);
    expect(said(verdict(check, [hung, exchange({}, head)]))).toEqual([]);
    expect(
      said(verdict(check, [hung, exchange({ status: 405, headers: [["Content-Length", "9000"]] }, head)])),
    ).toEqual([]);
  });
});
