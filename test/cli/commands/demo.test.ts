import { describe, expect, it } from "vitest";
import type { Engine } from "../../../src/cli/engine.ts";
import type { FlagName } from "../../../src/cli/flags.ts";
import { perform } from "../../../src/cli/perform.ts";
import type { Scenario } from "../../../src/demo/index.ts";
import type { Report } from "../../../src/model/report.ts";
import { engineThatFinds, surroundings } from "../../given/environment.ts";
import { incident, report } from "../../given/report.ts";

/** Two toy scenarios that keep account of what was started and closed. */
function toys() {
  const log: string[] = [];
  const toy = (id: string, expected: Scenario["expect"]): Scenario => ({
    id,
    title: `Title of ${id}`,
    headline: "502 Bad Gateway",
    expect: expected,
    async start() {
      log.push(`start ${id}`);
      return {
        configFile: `/tmp/${id}.conf`,
        settings: { timeoutMs: 77 },
        close: async () => void log.push(`close ${id}`),
      };
    },
  });
  const scenarios = [
    toy("sni-required", { cause: "tls-sni-required", verdict: "down" }),
    toy("healthy", { cause: undefined, verdict: "healthy" }),
  ];
  return { log, scenarios };
}

async function run(args: readonly string[], flags: readonly FlagName[], found: Report, engine?: Engine) {
  const { log, scenarios } = toys();
  const given = surroundings({
    scenarios: async () => scenarios,
    engine: async () => engine ?? engineThatFinds(found),
  });
  const typed = new Map(flags.map((flag) => [flag, true] as const));
  const code = await perform({ command: "demo", args, flags: typed }, given.environment);
  return { code, log, out: given.out(), err: given.err() };
}

describe("uhc demo", () => {
  it("runs the most telling scenario and says how to run the others", async () => {
    const { code, log, out, err } = await run([], [], incident());
    expect([code, log]).toEqual([0, ["start sni-required", "close sni-required"]]);
    expect(out).toMatch(/^uhc 1\.0\.0/);
    expect(err).toContain("Title of sni-required");
    expect(err).toMatch(/healthy +Title of healthy/);
    expect(err).toContain("uhc demo --all");
  });

  it("runs the scenario that is named", async () => {
    const { code, err } = await run(["healthy"], [], report());
    expect(code).toBe(0);
    expect(err).not.toContain("--all");
  });

  it("exits 3 when the diagnosis is not the scenario's", async () => {
    expect((await run(["healthy"], [], incident())).code).toBe(3);
    expect((await run(["sni-required"], [], report())).code).toBe(3);
  });

  it("asks for what the world needs", async () => {
    const seen: unknown[] = [];
    const engine: Engine = {
      ...engineThatFinds(report()),
      async diagnose(settings) {
        seen.push(settings);
        return { report: report() };
      },
    };
    await run(["healthy"], [], report(), engine);
    expect(seen).toMatchObject([{ configs: ["/tmp/healthy.conf"], timeoutMs: 77, deadlineMs: 60_000 }]);
  });

  it("runs all of them with a line each", async () => {
    const { code, log, out } = await run([], ["all"], incident());
    expect(code).toBe(3);
    expect(log).toEqual(["start sni-required", "close sni-required", "start healthy", "close healthy"]);
    expect(out).toBe(
      "right  sni-required  tls-sni-required (98 %)\nWRONG  healthy       tls-sni-required (98 %)\n",
    );
  });

  it("cleans up when the diagnosis breaks", async () => {
    const engine: Engine = { ...engineThatFinds(report()), diagnose: () => Promise.reject(new Error("bug")) };
    const { code, log } = await run([], [], report(), engine);
    expect([code, log]).toEqual([3, ["start sni-required", "close sni-required"]]);
  });

  it("names the scenarios when there is none of that name", async () => {
    const { code, err } = await run(["sni"], [], report());
    expect(code).toBe(2);
    expect(err).toContain('there is no scenario "sni"; there are sni-required, healthy');
  });
});
