import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readSettingsFile } from "../../src/cli/settings-file.ts";
import { lintFolder, UNSAFE_RETRY } from "../given/lint.ts";

const { folder, file } = lintFolder();
const repository = resolve(".");
const uhc = join(repository, "bin/uhc.js");
file("site/nginx.conf", UNSAFE_RETRY.replace("IGNORE", ""));

/** Runs a script as a CI service would; the commands that it gets from elsewhere are stand-ins for this checkout. */
function run(script: string, env: Readonly<Record<string, string>>, cwd = join(folder, "site")) {
  const bin = join(folder, "bin");
  for (const [name, body] of [
    ["uhc", `exec node ${uhc} "$@"`],
    ["npx", `[ "$1 $2" = "--yes no-healthy-upstream" ] && shift 2 && exec node ${uhc} "$@"`],
  ] as const)
    chmodSync(file(`bin/${name}`, `#!/bin/sh\n${body}\n`), 0o755);
  const PATH = `${bin}${delimiter}${process.env.PATH}`;
  // as GitHub and GitLab start a script: the first command that fails ends it
  const shell = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  return spawnSync("bash", shell, { cwd, env: { ...env, PATH }, encoding: "utf8" });
}

const present = existsSync("dist/main.cjs");

describe.runIf(present)("action.yml", () => {
  const { inputs, runs } = parse(readFileSync("action.yml", "utf8"));
  const action = (given: Readonly<Record<string, string>>) => {
    const summary = file("summary.md", "");
    const results = runs.steps.map((step: { run: string; env?: Record<string, string> }) => {
      const values = Object.entries(step.env ?? {}).map(([name, value]) => {
        const [, input = ""] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value) ?? [];
        expect(Object.keys(inputs)).toContain(input);
        return [name, given[input] ?? inputs[input].default];
      });
      expect(step.run).not.toContain("${{");
      const env = { GITHUB_ACTION_PATH: repository, GITHUB_STEP_SUMMARY: summary };
      return run(step.run, { ...env, ...Object.fromEntries(values) });
    });
    return {
      status: results.at(-1)?.status,
      stdout: results.at(-1)?.stdout,
      summary: readFileSync(summary, "utf8"),
    };
  };

  it("annotates, and writes a summary", () => {
    const { status, stdout, summary } = action({});
    expect(status).toBe(0);
    expect(stdout).toMatch(/^::warning file=nginx.conf,line=8,col=\d+,title=uhc retry-unsafe::/);
    expect(summary).toMatch(/^## uhc lint: 1 warning/);
  });

  it("fails from the severity on that was asked for, and writes SARIF", () => {
    const { status } = action({ "fail-on": "warning", sarif: "uhc.sarif" });
    expect(status).toBe(1);
    expect(JSON.parse(readFileSync(join(folder, "site/uhc.sarif"), "utf8")).version).toBe("2.1.0");
  });

  it("takes several paths, and none of them for a command or a flag", () => {
    file("site/more/-q.conf", "events {}\nhttp { proxy_pas x; }\n");
    const { status, stdout } = action({ path: "nginx.conf\nmore/*.conf\n\n" });
    expect(status).toBe(1);
    expect(stdout).toContain("file=more/-q.conf,line=2");
    expect(action({ path: "$(touch hit); `touch hit`" }).status).toBe(2);
    expect(action({ path: "--fix" }).status).toBe(2);
    expect(existsSync(join(folder, "site/hit"))).toBe(false);
  });
});

describe.runIf(present)(".pre-commit-hooks.yaml", () => {
  const [hook] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8"));

  it("runs over the folder, and is started by the files of nginx", () => {
    expect(hook).toMatchObject({ id: "uhc-lint", language: "node", pass_filenames: false });
    const files = new RegExp(hook.files);
    for (const name of ["nginx.conf", "conf.d/a.conf", "etc/sites-enabled/api", "uhc.yaml"])
      expect(name).toMatch(files);
    for (const name of ["README.md", "a.conf.md", "sites-enabled/x/y"]) expect(name).not.toMatch(files);
  });

  it("passes what is only a warning, and stops what nginx would refuse", () => {
    const line = [hook.entry, ...hook.args].join(" ");
    expect(run(line, {}).stdout).toContain("nginx.conf:8:");
    file("broken/nginx.conf", "events {}\nhttp { proxy_pas x; }\n");
    expect(run(line, {}, join(folder, "broken")).status).toBe(1);
  });

  it("finds its command in the package, which is built when it is installed from the repository", () => {
    const { bin, scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(Object.keys(bin)).toContain(hook.entry.split(" ")[0]);
    expect(scripts.prepare).toContain("build");
  });
});

describe.runIf(present)("what README shows", () => {
  const blocks = [...readFileSync("README.md", "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) =>
    parse(match[1] ?? ""),
  );

  it("lints for GitLab, and leaves its reports behind", () => {
    const job = blocks.find((block) => block["uhc-lint"] !== undefined)["uhc-lint"];
    file("gitlab/nginx.conf", UNSAFE_RETRY.replace("IGNORE", ""));
    const { status, stdout } = run(job.script.join("\n"), {}, join(folder, "gitlab"));
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("nginx.conf:8:") });
    const { codequality, junit } = job.artifacts.reports;
    const [issue] = JSON.parse(readFileSync(join(folder, "gitlab", codequality), "utf8"));
    expect(issue).toMatchObject({ check_name: "retry-unsafe", location: { path: "nginx.conf" } });
    expect(readFileSync(join(folder, "gitlab", junit), "utf8")).toContain("<testsuites");
  });

  it("holds a uhc.yaml that is accepted", async () => {
    const text = /```yaml\n(# uhc.yaml\n[\s\S]*?)```/.exec(readFileSync("README.md", "utf8"))?.[1] ?? "";
    const cwd = join(folder, "settings");
    file("settings/uhc.yaml", text);
    const settings = await readSettingsFile(cwd, "lint");
    expect([...(settings?.values.keys() ?? [])]).toEqual(["ignore", "fail-on", "baseline"]);
  });

  it("shows the patch that --fix --dry-run prints", () => {
    const { stdout } = run("uhc lint --fix --dry-run nginx.conf", {}, resolve("test/fixtures/readme"));
    const shown = /<!-- fix:start -->\n```diff\n([\s\S]*?)```\n<!-- fix:end -->/.exec(
      readFileSync("README.md", "utf8"),
    );
    expect(shown?.[1]).toBe(stdout);
  });

  it("gives the action inputs that it has", () => {
    const { inputs } = parse(readFileSync("action.yml", "utf8"));
    const steps = blocks.flatMap((block) => block.jobs?.lint?.steps ?? []);
    const step = steps.find((one) => String(one.uses).includes("no-healthy-upstream"));
    for (const name of Object.keys(step.with)) expect(Object.keys(inputs)).toContain(name);
  });
});
