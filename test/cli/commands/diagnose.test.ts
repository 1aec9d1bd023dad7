import { describe, expect, it } from "vitest";
import type { Engine } from "../../../src/cli/engine.ts";
import type { Environment } from "../../../src/cli/environment.ts";
import { perform } from "../../../src/cli/perform.ts";
import { readCall } from "../../../src/cli/program.ts";
import type { DiagnoseSettings } from "../../../src/cli/settings.ts";
import { engineThatFinds, surroundings } from "../../given/environment.ts";
import { incident, report } from "../../given/report.ts";

async function run(args: readonly string[], but: Partial<Environment> = {}) {
  const given = surroundings(but);
  const call = readCall(["diagnose", ...args], {
    out: given.environment.stdout.write,
    err: given.environment.stderr.write,
  });
  const code = typeof call === "number" ? call : await perform(call, given.environment);
  return { code, out: given.out(), err: given.err() };
}

const finds = (found = report()): Partial<Environment> => ({ engine: async () => engineThatFinds(found) });

describe("uhc diagnose", () => {
  it("prints the report alone on stdout, and nothing on stderr", async () => {
    const { code, out, err } = await run([], finds(incident()));
    expect(code).toBe(1);
    expect(out).toMatch(/^uhc 1\.0\.0 {3}nginx/);
    expect(err).toBe("");
  });

  it.each(["pretty", "json", "ndjson", "markdown"])(
    "exits the same whatever the format: %s",
    async (format) => {
      expect((await run(["-f", format], finds(incident()))).code).toBe(1);
      expect((await run(["-f", format], finds())).code).toBe(0);
      expect((await run(["-f", format, "--exit-zero"], finds(incident()))).code).toBe(0);
    },
  );

  it("prints one JSON document with --json", async () => {
    expect(JSON.parse((await run(["--json"], finds(incident()))).out)).toEqual(incident());
  });

  it("hands what was typed to the engine", async () => {
    const seen: DiagnoseSettings[] = [];
    const engine: Engine = {
      ...engineThatFinds(report()),
      async diagnose(settings) {
        seen.push(settings);
        return { report: report() };
      },
    };
    await run(["http://h/", "--timeout", "1s"], {
      engine: async () => engine,
      variables: { UHC_DEADLINE: "2s" },
    });
    expect(seen).toMatchObject([{ targets: ["http://h/"], timeoutMs: 1000, deadlineMs: 2000 }]);
  });

  it("starts nothing when something that was typed is wrong", async () => {
    const engine = () => Promise.reject(new Error("started"));
    for (const args of [
      ["--timeout", "x"],
      ["--ca", "/no/such.pem"],
      ["-o", "/no/such/x.json"],
      ["--gateway", "kong"],
    ]) {
      const { code, out, err } = await run(args, { engine });
      expect([args, code, out]).toEqual([args, 2, ""]);
      expect(err).toMatch(/^uhc: --?[a-z]+: .+\n$/);
    }
  });

  it("does not wait for a person to type a config", async () => {
    const { code, err } = await run(["-c", "-"], { stdinIsTTY: async () => true });
    expect(code).toBe(2);
    expect(err).toContain("nginx -T | uhc diagnose -c -");
  });

  it("tells what is known after a signal, and exits as the signal wants", async () => {
    const engine: Engine = {
      ...engineThatFinds(report()),
      diagnose: async (_, { signal }) => ({ report: incident({ complete: !signal.aborted }) }),
    };
    const { code, out } = await run(["--json"], {
      engine: async () => engine,
      listen(hear) {
        hear("SIGTERM");
        return { stop: () => {} };
      },
    });
    expect(code).toBe(143);
    expect(JSON.parse(out).complete).toBe(false);
  });

  it("writes events before the report with ndjson", async () => {
    const engine: Engine = {
      ...engineThatFinds(report()),
      async diagnose(_, { onEvent }) {
        onEvent({ event: "step-started", what: "connect to 10.0.0.5:80" });
        return { report: report() };
      },
    };
    const lines = (await run(["-f", "ndjson"], { engine: async () => engine })).out.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["step-started", "report"]);
  });

  it("uses the width of the terminal, and colour there alone", async () => {
    const written: string[] = [];
    const stdout = { isTTY: true, columns: 120, write: (text: string) => void written.push(text) };
    await run([], { ...finds(incident()), stdout });
    expect(written.join("")).toContain("\x1b[1m");
    expect((await run([], finds(incident()))).out).not.toContain("\x1b");
    expect((await run(["--color", "always"], finds(incident()))).out).toContain("\x1b[1m");
  });
});
