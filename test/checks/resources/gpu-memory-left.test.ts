import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/gpu-memory-left.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect } from "../../given/network.ts";
import { exchange } from "../../given/observation.ts";
import { serviceUnit, units } from "../../given/unit.ts";

const WORDS = "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB";
const body = (text: string, status = 500) => verdict(check, [exchange({ status, bodyStart: text })]);
const dead = {
  activeState: "failed",
  result: "exit-code",
  ended: { how: "exited", status: 1, at: AT },
} as const;
const unit = (over: object) => {
  const one = serviceUnit({ signs: [{ sign: "gpu-memory", at: AT, text: WORDS }], ...over });
  return verdict(check, [connect("10.0.0.5:8443", "ECONNREFUSED"), units(one)], { policy: { now: AT } });
};

describe("gpu-memory-exhausted", () => {
  it("fires on an answer that says so", () => {
    const found = strongest(body(JSON.stringify({ error: { message: WORDS } })));
    expect(found).toMatchObject({ cause: "gpu-memory-exhausted", role: "root" });
    expect(found.evidence[1]).toContain("CUDA out of memory");
  });
  it("fires on the journal of a unit that is down", () => {
    const found = strongest(unit(dead));
    expect(found).toMatchObject({ cause: "gpu-memory-exhausted", strength: 0.93 });
    const text = check.causes["gpu-memory-exhausted"];
    const of = { args: found.args, subjects: [found.subject], endpointCount: 1, where: "10.0.0.5:8443" };
    expect(text?.verify(of)).toEqual(["journalctl --unit api.service --grep 'out of memory' -n 5"]);
    expect(text?.fix(of).commands).toEqual(["nvidia-smi", "systemctl restart api.service"]);
  });
  it("stays quiet about a unit that runs, about other memory, and about an answer that is well", () => {
    expect(said(unit({ startedAt: AT - 3_600_000 }))).toEqual([]);
    expect(said(unit({ ...dead, signs: [{ sign: "heap-exhausted", at: AT, text: "MemoryError" }] }))).toEqual(
      [],
    );
    expect(said(body("JavaScript heap out of memory"))).toEqual([]);
    expect(said(body(WORDS, 200))).toEqual([]);
  });
});
