import { describe, expect, it } from "vitest";
import unitRuns from "../../checks/backend/unit-runs.ts";
import hostsFileAgrees from "../../checks/dns/hosts-file-agrees.ts";
import connects from "../../checks/network/connects.ts";
import { conclude } from "../../src/judge/index.ts";
import type { Observation } from "../../src/model/observation.ts";
import { fail, root } from "../../src/testimony/verdict.ts";
import { SUBJECT, world } from "../given/endpoint.ts";
import { changes } from "../given/host.ts";
import { policy } from "../given/look.ts";
import { AT, connect, event, log, processes } from "../given/network.ts";
import { serviceUnit, units } from "../given/unit.ts";

const PLACE = "10.0.0.5:8443";
const refused = { ...connect(PLACE, "ECONNREFUSED"), subjects: [SUBJECT] };
const failing = log(event("connect-refused", { peer: PLACE, firstAt: AT, lastAt: AT + 9_000 }));
const dead = serviceUnit({
  activeState: "failed",
  result: "signal",
  ended: { how: "killed", status: 9, at: AT - 2_000 },
  changedAt: AT - 2_000,
});
const seen = (...all: readonly Observation[]) =>
  conclude([connects, unitRuns], [world()], all, { ...policy, now: AT + 60_000 }, () => true).causes;

function conclusion(cause: "dns-hosts-override") {
  const claim = {
    cause,
    strength: 0.8,
    subject: SUBJECT,
    ground: "x",
    locations: [],
    evidence: ["e"],
    args: {},
  };
  return fail("e", [root(claim)]);
}

describe("the deepest cause", () => {
  it("stands above what follows from it, which is its chain", () => {
    const [first, ...others] = seen(refused, units(dead));
    expect([first?.cause, first?.role]).toEqual(["service-not-running", "root"]);
    expect(first?.follows?.map(({ cause }) => cause)).toEqual(["port-refused"]);
    expect(others).toEqual([]);
  });
  it("leaves alone what fails where nobody saw anything deeper", () => {
    const [first] = seen(refused, units());
    expect([first?.cause, first?.follows]).toEqual(["port-refused", undefined]);
  });
});

describe("dateOnsets", () => {
  it("says how long after a change the failure began, and is a little surer of it", () => {
    const [without] = seen(refused, units(dead));
    const [first] = seen(refused, units(dead), failing);
    const said = "since 2026-11-22T02:10:31Z, 2 s after the process of api.service ended";
    expect(first?.evidence[1]).toMatchObject({ check: "timeline", summary: said });
    expect(first?.weighing.met.at(-1)).toEqual({ check: "timeline", strength: 0.15, summary: said });
    expect(first?.confidence).toBeGreaterThan(without?.confidence ?? 1);
    expect(first?.confidence).toBeLessThan(0.99);
  });
  it("takes a change of the config for one only where the cause lies in that file", () => {
    const changed = (path: string) =>
      processes([{}], undefined, { path, modifiedAt: AT - 19_000, touchedAt: AT - 19_000 });
    const file = seen(refused)[0]?.locations[0]?.file ?? "";
    const [inFile] = seen(refused, failing, changed(file));
    expect(inFile?.evidence[1]?.summary).toBe(`since 2026-11-22T02:10:31Z, 19 s after ${file} was changed`);
    const [elsewhere] = seen(refused, failing, changed("/etc/other.conf"));
    expect(elsewhere?.evidence.map(({ check }) => check)).not.toContain("timeline");
  });
  it("takes a change of the resolver's files for one of names alone", () => {
    const files = [{ path: "/etc/hosts", modifiedAt: AT - 3_000 }];
    const [refusal] = seen(refused, failing, changes({ files }));
    expect(refusal?.evidence.map(({ check }) => check)).not.toContain("timeline");
    const override = {
      ...connects,
      causes: hostsFileAgrees.causes,
      judge: () => conclusion("dns-hosts-override"),
    };
    const [name] = conclude(
      [override],
      [world()],
      [refused, failing, changes({ files })],
      { ...policy, now: AT },
      () => true,
    ).causes;
    expect(name?.evidence[1]?.summary).toBe("since 2026-11-22T02:10:31Z, 3 s after /etc/hosts was changed");
  });
  it("says nothing of changes behind the onset or long before it, nor of an onset that the log can't show", () => {
    const at = (ended: number) =>
      serviceUnit({ ...dead, startedAt: undefined, ended: { how: "killed", status: 9, at: ended } });
    const old = log(event("connect-refused", { peer: PLACE, firstAt: AT - 3_600_000, lastAt: AT }));
    for (const all of [
      [units(at(AT + 5_000)), failing],
      [units(at(AT - 900_000)), failing],
      [units(at(AT - 3_601_000)), old],
    ])
      expect(seen(refused, ...all)[0]?.evidence.map(({ check }) => check)).not.toContain("timeline");
  });
});
