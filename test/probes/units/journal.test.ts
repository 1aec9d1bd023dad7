import { describe, expect, it } from "vitest";
import { hiddenBecause, signsIn } from "../../../src/probes/units/journal.ts";

const entry = (message: unknown, at = 1_000) =>
  JSON.stringify({ MESSAGE: message, __REALTIME_TIMESTAMP: String(at * 1000) });
const words = (...messages: string[]) =>
  signsIn(messages.map((one) => entry(one)).join("\n")).map(({ sign }) => sign);

describe("signsIn", () => {
  it("knows what programs and systemd write when a service ends", () => {
    for (const [message, sign] of [
      ["Error: listen EADDRINUSE: address already in use :::8080", "address-in-use"],
      ['Exception in thread "main" java.lang.OutOfMemoryError: Java heap space', "heap-exhausted"],
      ["[2026-11-28 07:00:00 +0000] [12] [CRITICAL] WORKER TIMEOUT (pid:14)", "worker-timeout"],
      ["api.service: start operation timed out. Terminating.", "start-timeout"],
      ["api.service: Watchdog timeout (limit 3s)!", "watchdog"],
      ["ModuleNotFoundError: No module named 'app'", "module-missing"],
      ["api.service: A process of this unit has been killed by the OOM killer.", "killed-for-memory"],
      ["Stopping api.service - Demo app...", "told-to-stop"],
    ] as const)
      expect([message, words(message)]).toEqual([message, [sign]]);
  });
  it("keeps the latest of each kind, and bears lines that are none", () => {
    const text = [
      entry("EADDRINUSE", 1),
      "{broken",
      entry([1, 2]),
      entry("EADDRINUSE again", 2),
      "",
      entry("fine"),
    ];
    expect(signsIn(text.join("\n"))).toEqual([{ sign: "address-in-use", at: 2, text: "EADDRINUSE again" }]);
  });
});

describe("hiddenBecause", () => {
  it("hears that journals are hidden from this user, and nothing in other words", () => {
    const no = "no permission: run as root or join the group systemd-journal";
    const hint =
      "Hint: You are currently not seeing messages from other users and the system.\n      Users in groups 'adm'";
    expect(hiddenBecause(hint)).toBe(no);
    expect(hiddenBecause("No journal files were opened due to insufficient permissions.")).toBe(no);
    expect(hiddenBecause("")).toBeUndefined();
    expect(hiddenBecause("Failed to get journal fields: No such file")).toBeUndefined();
  });
});
