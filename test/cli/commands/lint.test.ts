import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lintFolder, UNSAFE_RETRY as RETRY } from "../../given/lint.ts";

const { folder, file, linted } = lintFolder();

describe("uhc lint", () => {
  it("finds what is wrong at once as a root, and says down", async () => {
    const { report } = await linted(file("refused.conf", "events {}\nhttp { proxy_pas on; }\n"));
    expect(report).toMatchObject({ command: "lint", complete: true, verdict: "down" });
    expect(report.causes[0]).toMatchObject({ id: "config-syntax-error", role: "root", severity: "error" });
  });

  it("calls what will bite later latent, and the verdict unknown", async () => {
    const { report } = await linted(file("retry.conf", RETRY.replace("IGNORE", "")));
    expect(report.verdict).toBe("unknown");
    expect(report.causes.find(({ id }) => id === "retry-unsafe")).toMatchObject({
      role: "latent",
      severity: "warning",
      locations: [{ line: 8 }, { line: 6 }],
    });
  });

  it("has verdict unknown without any finding", async () => {
    const { report } = await linted(file("clean.conf", "events {}\nhttp { server { return 200 ok; } }\n"));
    expect(report).toMatchObject({ verdict: "unknown", causes: [] });
  });

  it("lints a folder by its main file, and what that includes with it", async () => {
    file("site/nginx.conf", "events {}\nhttp { include conf.d/*.conf; }\n");
    file("site/conf.d/a.conf", "server { listen 80; location / { proxy_pass http://10.0.0.1:80; } }\n");
    const { report } = await linted(join(folder, "site"));
    expect(report.inputs.map((input) => input.path)).toEqual([join(folder, "site/nginx.conf")]);
  });

  it("reads a fragment as the blocks that are named", async () => {
    const path = file("part.conf", "listen 80;\nproxy_pas x;\n");
    const { report } = await linted(path, { context: ["http", "server"] });
    expect(report.causes[0]?.title).toMatch(/unknown directive "proxy_pas"/);
  });

  it("finds no fault in files that every package brings along", async () => {
    const { report } = await linted(file("mime.conf", "events {}\nhttp { include mime.types; }\n"));
    expect(report.causes).toEqual([]);
  });

  it("refuses what can't be read, and what is empty", async () => {
    await expect(linted(join(folder, "nowhere.conf"))).rejects.toThrow(/No such file/);
    await expect(linted(file("empty.conf", " \n"))).rejects.toThrow(/is empty/);
  });
});
