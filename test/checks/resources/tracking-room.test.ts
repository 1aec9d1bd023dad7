import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/tracking-room.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { kernel } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect } from "../../given/network.ts";

const PLACE = "10.0.0.5:9000";
const world = gateway([upstream("api", [endpoint(PLACE)])], [route("/", "api")]);
const silent = connect(PLACE, "silence");
const full = { entries: 65_536, most: 65_536, dropped: 0 };
const logged = (at: number) => [{ kind: "conntrack-full", at }] as const;

const look = (...seen: Parameters<typeof verdict>[1]) => verdict(check, seen, { gateway: world });

describe("conntrack-table-full", () => {
  it("fires where the table is full and the kernel drops packets", () => {
    const found = strongest(look(silent, kernel({ conntrack: { ...full, dropped: 12 } })));
    expect(found).toMatchObject({
      cause: "conntrack-table-full",
      role: "root",
      strength: 0.93,
      args: { larger: 131_072 },
    });
    expect(found.evidence.slice(1)).toEqual([
      "65,536 of 65,536 entries of the table of tracked connections are taken",
      "the kernel dropped 12 packets for it meanwhile",
    ]);
  });
  it("fires with the kernel's own line of this minute, and less surely without", () => {
    const said = kernel({ conntrack: full, events: logged(AT - 5_000) });
    expect(strongest(look(silent, said)).strength).toBe(0.92);
    expect(strongest(look(silent, kernel({ conntrack: full }))).strength).toBe(0.75);
  });
  it("stays quiet where there is room, whatever the log said long ago and whatever else is dropped", () => {
    const room = { entries: 900, most: 65_536, dropped: 12 };
    expect(said(look(silent, kernel({ conntrack: room, events: logged(AT - 3_600_000) })))).toEqual([]);
    expect(said(look(silent, kernel({ conntrack: room })))).toEqual([]);
    expect(said(look(silent, kernel()))).toEqual([]);
  });
  it("stays quiet where connections open or are refused", () => {
    const seen = kernel({ conntrack: full });
    expect(said(look(connect(PLACE), seen))).toEqual([]);
    expect(said(look(connect(PLACE, "ECONNREFUSED"), seen))).toEqual([]);
  });
});
