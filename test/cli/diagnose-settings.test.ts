import { describe, expect, it } from "vitest";
import type { Call } from "../../src/cli/call.ts";
import { DIAGNOSE_DEFAULTS, diagnoseSettings, inspectSettings } from "../../src/cli/diagnose-settings.ts";
import { openOptions } from "../../src/cli/options.ts";
import { readCall } from "../../src/cli/program.ts";

function call(...args: string[]): Call {
  const read = readCall(args, { out: () => {}, err: () => {} });
  if (typeof read === "number") throw new Error(`refused: ${args.join(" ")}`);
  return read;
}

function settings(args: readonly string[], variables: Record<string, string> = {}) {
  const made = call("diagnose", ...args);
  return diagnoseSettings(made.args, openOptions(made, variables));
}

describe("diagnoseSettings", () => {
  it("are the contract's defaults when nothing is said", () => {
    expect(settings([])).toEqual(DIAGNOSE_DEFAULTS);
    expect(DIAGNOSE_DEFAULTS).toMatchObject({
      timeoutMs: 5000,
      deadlineMs: 60_000,
      sinceMs: 3_600_000,
      expectStatus: [{ from: 200, to: 399 }],
      probes: true,
      experiments: true,
      readsLogs: true,
      redacts: true,
    });
  });

  it("carry every flag to its place", () => {
    const files = ["--ca", "ca.pem", "--cert", "c.pem", "--key", "k.pem", "--log", "e.log", "-c", "n.conf"];
    const names = ["--host", "h", "--sni", "s", "--upstream", "u", "--select", "tls", "--ignore", "dns-slow"];
    const rest = [
      "--resolver",
      "::1",
      "--health-path",
      "/up",
      "--expect-status",
      "204",
      "--concurrency",
      "7",
      "--root",
      "/r",
    ];
    const switches = ["--no-probe", "--no-experiments", "--follow-dependencies", "--no-redact"];
    const limits = [
      "--timeout",
      "2s",
      "--deadline",
      "9s",
      "--since",
      "5m",
      "--gateway",
      "nginx",
      "--gateway-version",
      "1.18",
    ];
    expect(settings(["http://h/", ...files, ...names, ...rest, ...switches, ...limits])).toEqual({
      targets: ["http://h/"],
      configs: ["n.conf"],
      gateway: "nginx",
      gatewayVersion: "1.18",
      logs: ["e.log"],
      readsLogs: true,
      sinceMs: 300_000,
      root: "/r",
      upstreams: ["u"],
      healthPath: "/up",
      expectStatus: [{ from: 204, to: 204 }],
      host: "h",
      serverName: "s",
      caFile: "ca.pem",
      certificateFile: "c.pem",
      keyFile: "k.pem",
      resolvers: ["[::1]:53"],
      probes: false,
      experiments: false,
      followsDependencies: true,
      select: ["tls"],
      ignore: ["dns-slow"],
      timeoutMs: 2000,
      deadlineMs: 9000,
      concurrency: 7,
      redacts: false,
    });
  });

  it("take each flag from the environment too", () => {
    expect(settings([], { UHC_TIMEOUT: "1s", UHC_CONFIG: "a,b", UHC_NO_LOG: "1" })).toMatchObject({
      timeoutMs: 1000,
      configs: ["a", "b"],
      readsLogs: false,
    });
  });

  it.each([
    [["--cert", "c.pem"], "--cert and --key belong together"],
    [["--key", "k.pem"], "--cert and --key belong together"],
    [["--log", "a", "--no-log"], "contradict each other"],
    [["-c", "-", "-c", "-"], "standard input"],
    [["--timeout", "5"], '--timeout: "5" is not allowed'],
    [[""], "is not a target"],
  ])("refuse %j", (args, complaint) => {
    expect(() => settings(args)).toThrow(complaint);
  });
});

describe("inspectSettings", () => {
  it("take configs as arguments and as flags", () => {
    const made = call("inspect", "a.conf", "-c", "b.conf", "--root", "/r");
    expect(inspectSettings(made.args, openOptions(made, {}))).toMatchObject({
      configs: ["a.conf", "b.conf"],
      root: "/r",
    });
  });
});
