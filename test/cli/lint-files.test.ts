import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesOf } from "../../src/cli/lint-files.ts";
import { lintFolder, UNSAFE_RETRY } from "../given/lint.ts";

const { folder, file, linted } = lintFolder();
const MAIN = "events {}\nhttp { include conf.d/*.conf; }\n";
const SITE = "server { listen 80; location / { proxy_pass http://10.0.0.1:80; } }\n";

file("site/nginx.conf", MAIN);
file("site/conf.d/a.conf", SITE);
file("site/deep/down/b.conf", SITE);
file("site/.git/c.conf", SITE);
file("site/notes.txt", "not a config");

const names = (...paths: string[]) =>
  filesOf(paths, folder).map(({ path }) => path.replace(`${folder}/`, ""));
const inputs = async (...paths: string[]) =>
  (await linted(paths)).report.inputs.map(({ path }) => path.replace(`${folder}/`, ""));

describe("the files that paths stand for", () => {
  it("are those of a folder that look like configs, the main one first", () => {
    expect(names("site")).toEqual(["site/nginx.conf", "site/conf.d/a.conf", "site/deep/down/b.conf"]);
    expect(() => names("site/.git/../deep/down/b.conf", "nowhere")).not.toThrow();
  });

  it("are Envoy's too in a folder, but no manifest that quotes nginx", async () => {
    const cluster = "static_resources:\n  clusters:\n  - name: a\n    connect_timeout: 1s\n";
    file("mixed/envoy.yaml", cluster);
    file("mixed/package.json", '{ "name": "x" }\n');
    file("mixed/map.yaml", `kind: ConfigMap\ndata:\n  nginx.conf: |\n    ${MAIN}`);
    expect(await inputs("mixed")).toEqual(["mixed/envoy.yaml"]);
    await expect(inputs("mixed/package.json")).rejects.toThrow(/not a config of a known gateway/);
  });

  it("are those that match a pattern which no shell has opened", () => {
    expect(names("site/*.conf")).toEqual(["site/nginx.conf"]);
    expect(names("site/**/*.conf")).toEqual([
      "site/nginx.conf",
      "site/conf.d/a.conf",
      "site/deep/down/b.conf",
    ]);
    expect(() => names("site/*.cfg")).toThrow(/no file matches/);
  });

  it("are each looked at once, in whatever order they are named", async () => {
    expect(names("site/conf.d/a.conf", "site", "site/nginx.conf")[0]).toBe("site/nginx.conf");
    expect(await inputs("site/conf.d/a.conf", "site/nginx.conf")).toEqual(["site/nginx.conf"]);
    expect(await inputs("site")).toEqual(["site/nginx.conf", "site/deep/down/b.conf"]);
  });

  it("may be several main files; what both include is told once", async () => {
    file(
      "one/nginx.conf",
      UNSAFE_RETRY.replace(/ {2}server \{[\s\S]*\n {2}\}\n/, "include ../both/*.conf;\n"),
    );
    file(
      "two/nginx.conf",
      UNSAFE_RETRY.replace(/ {2}server \{[\s\S]*\n {2}\}\n/, "include ../both/*.conf;\n"),
    );
    const server = /server \{[\s\S]*\n {2}\}\n/.exec(UNSAFE_RETRY.replace("IGNORE", ""))?.[0] ?? "";
    file("both/s.conf", server);
    const { report } = await linted(["one/nginx.conf", "two/nginx.conf"], { select: ["retry-unsafe"] });
    expect(report.inputs.map(({ path }) => path)).toEqual([
      join(folder, "one/nginx.conf"),
      join(folder, "two/nginx.conf"),
    ]);
    expect(report.causes).toHaveLength(1);
    expect(report.causes[0]?.subjects).toHaveLength(2);
  });
});
