import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lint } from "../../../src/cli/lint.ts";
import type { LintSettings } from "../../../src/cli/lint-settings.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-lint-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SETTINGS: LintSettings = {
  paths: [],
  gateway: undefined,
  gatewayVersion: undefined,
  root: undefined,
  stdinFilename: undefined,
  context: [],
  baseline: undefined,
  writeBaseline: false,
  inlineIgnores: true,
  select: [],
  ignore: [],
};

function file(name: string, text: string): string {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function linted(path: string, over: Partial<LintSettings> = {}) {
  return lint({ ...SETTINGS, paths: [path], ...over }, folder);
}

const RETRY = `events {}
http {
  upstream api { server 10.0.0.1:80; server 10.0.0.2:80; }
  server {
    listen 80;
    location / {
      proxy_pass http://api;
      proxy_next_upstream error timeout non_idempotent;IGNORE
    }
  }
}
`;

const ids = (report: { causes: readonly { id: string }[] }) => report.causes.map(({ id }) => id);

describe("uhc lint", () => {
  it("finds what is wrong at once as a root, and says down", () => {
    const { report } = linted(file("refused.conf", "events {}\nhttp { proxy_pas on; }\n"));
    expect(report).toMatchObject({ command: "lint", complete: true, verdict: "down" });
    expect(report.causes[0]).toMatchObject({ id: "config-syntax-error", role: "root", severity: "error" });
  });

  it("calls what will bite later latent, and the verdict unknown", () => {
    const { report } = linted(file("retry.conf", RETRY.replace("IGNORE", "")));
    expect(report.verdict).toBe("unknown");
    expect(report.causes.find(({ id }) => id === "retry-unsafe")).toMatchObject({
      role: "latent",
      severity: "warning",
      locations: [{ line: 8 }, { line: 6 }],
    });
  });

  it("has verdict unknown without any finding", () => {
    const { report } = linted(file("clean.conf", "events {}\nhttp { server { return 200 ok; } }\n"));
    expect(report).toMatchObject({ verdict: "unknown", causes: [] });
  });

  it("heeds a comment with a reason, and only with one", () => {
    const behind = (comment: string) =>
      linted(file("ignored.conf", RETRY.replace("IGNORE", ` # uhc:ignore ${comment}`))).report;
    expect(ids(behind("retry-unsafe the service drops doubles"))).not.toContain("retry-unsafe");
    expect(ids(behind("retries-safe by its check"))).not.toContain("retry-unsafe");
    const without = behind("retry-unsafe");
    expect(ids(without)).toContain("retry-unsafe");
    expect(without.notChecked.map(({ because }) => because).join()).toMatch(/gives no reason/);
  });

  it("heeds a comment on the lines above, and not at all if told so", () => {
    const above = RETRY.replace("IGNORE", "").replace(
      "      proxy_next",
      "      # uhc:ignore retry-unsafe because\n      # of that\n      proxy_next",
    );
    const path = file("above.conf", above);
    expect(ids(linted(path).report)).not.toContain("retry-unsafe");
    expect(ids(linted(path, { inlineIgnores: false }).report)).toContain("retry-unsafe");
  });

  it("notes a comment that matches nothing any more", () => {
    const { report } = linted(
      file("stale.conf", "events {}\n# uhc:ignore retry-unsafe it was so\nhttp {}\n"),
    );
    expect(report.notChecked).toEqual([
      { what: `${folder}/stale.conf:2`, because: "uhc:ignore retry-unsafe matches no finding any more" },
    ]);
  });

  it("leaves out what a baseline lists, also when its line has moved", () => {
    const path = file("known.conf", RETRY.replace("IGNORE", ""));
    linted(path, { baseline: "known.json", writeBaseline: true });
    expect(JSON.parse(readFileSync(join(folder, "known.json"), "utf8")).version).toBe(1);
    writeFileSync(path, `# one line more\n${readFileSync(path, "utf8")}`);
    expect(ids(linted(path, { baseline: "known.json" }).report)).toEqual([]);
  });

  it("lints a folder by its main file, and what that includes with it", () => {
    file("site/nginx.conf", "events {}\nhttp { include conf.d/*.conf; }\n");
    file("site/conf.d/a.conf", "server { listen 80; location / { proxy_pass http://10.0.0.1:80; } }\n");
    const { report } = linted(join(folder, "site"));
    expect(report.inputs.map((input) => input.path)).toEqual([join(folder, "site/nginx.conf")]);
  });

  it("reads a fragment as the blocks that are named", () => {
    const path = file("part.conf", "listen 80;\nproxy_pas x;\n");
    const { report } = linted(path, { context: ["http", "server"] });
    expect(report.causes[0]?.title).toMatch(/unknown directive "proxy_pas"/);
  });

  it("finds no fault in files that every package brings along", () => {
    const { report } = linted(file("mime.conf", "events {}\nhttp { include mime.types; }\n"));
    expect(report.causes).toEqual([]);
  });

  it("refuses what can't be read, and what is empty", () => {
    expect(() => linted(join(folder, "nowhere.conf"))).toThrow(/No such file/);
    expect(() => linted(file("empty.conf", " \n"))).toThrow(/is empty/);
  });

  it("shows the line of a finding without controls", () => {
    const path = file("esc.conf", "events {}\nhttp { proxy_pas \u001b[31m; }\n");
    expect(linted(path).lineAt({ file: path, line: 2, column: 1 })).toBe("http { proxy_pas \\x1b[31m; }");
  });
});
