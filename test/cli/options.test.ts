import { describe, expect, it } from "vitest";
import type { Call } from "../../src/cli/call.ts";
import { UsageError } from "../../src/cli/faults.ts";
import { openOptions } from "../../src/cli/options.ts";

function open(
  flags: Call["flags"],
  variables: Record<string, string> = {},
  command: Call["command"] = "diagnose",
) {
  return openOptions({ command, args: [], flags }, variables);
}

describe("openOptions", () => {
  it("takes the flag over the environment", () => {
    const options = open(new Map([["timeout", "2s"]]), { UHC_TIMEOUT: "9s" });
    expect(options.text("timeout")).toEqual({ value: "2s", source: "--timeout" });
  });

  it("takes the environment where there is no flag, and names it", () => {
    expect(open(new Map(), { UHC_HEALTH_PATH: "/up" }).text("health-path")).toEqual({
      value: "/up",
      source: "UHC_HEALTH_PATH",
    });
  });

  it("takes an empty variable for none", () => {
    expect(open(new Map(), { UHC_TIMEOUT: "" }).text("timeout")).toBeUndefined();
  });

  it("splits lists in the environment at commas, and never mixes them with flags", () => {
    const variables = { UHC_CONFIG: "a.conf, b.conf" };
    expect(
      open(new Map(), variables)
        .list("config")
        .map(({ value }) => value),
    ).toEqual(["a.conf", "b.conf"]);
    expect(
      open(new Map([["config", ["c,d.conf"]]]), variables)
        .list("config")
        .map(({ value }) => value),
    ).toEqual(["c,d.conf"]);
  });

  it("leaves a variable for a flag that the command has no use for to the others", () => {
    expect(open(new Map(), { UHC_TIMEOUT: "nonsense" }, "explain").text("timeout")).toBeUndefined();
  });

  it.each(["1", "true", "YES", "on"])("takes %s for yes", (value) => {
    expect(open(new Map(), { UHC_NO_PROBE: value }).isOn("no-probe")).toBe(true);
  });

  it.each(["0", "false", "no", "Off", ""])("takes %j for no", (value) => {
    expect(open(new Map(), { UHC_NO_PROBE: value }).isOn("no-probe")).toBe(false);
  });

  it("refuses a switch that is neither yes nor no", () => {
    expect(() => open(new Map(), { UHC_NO_PROBE: "maybe" }).isOn("no-probe")).toThrow(
      /^UHC_NO_PROBE: "maybe"/,
    );
  });

  it.each(["", "a\0b", "a\nb", "a\rb"])("refuses the value %j", (value) => {
    expect(() => open(new Map([["host", value]])).text("host")).toThrow(UsageError);
  });
});
