import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/cli/lint.ts";
import { idsOf as ids, LINT_SETTINGS, lintFolder, UNSAFE_RETRY as RETRY } from "../given/lint.ts";

const { folder, file, linted } = lintFolder();

describe("a baseline", () => {
  it("leaves out what a baseline lists, also when its line has moved", async () => {
    const path = file("known.conf", RETRY.replace("IGNORE", ""));
    await linted(path, { writeBaseline: "known.json" });
    expect(JSON.parse(readFileSync(join(folder, "known.json"), "utf8")).version).toBe(1);
    writeFileSync(path, `# one line more\n${readFileSync(path, "utf8")}`);
    expect(ids((await linted(path, { baseline: "known.json" })).report)).toEqual([]);
  });

  it("lets through what is new, and counts what is known", async () => {
    const path = file("new.conf", RETRY.replace("IGNORE", ""));
    await linted(path, { writeBaseline: "new.json" });
    const more = "proxy_set_header X-Forwarded-For $remote_addr; listen 80;";
    const inner = "location / { proxy_set_header A b;";
    writeFileSync(
      path,
      RETRY.replace("IGNORE", "").replace("listen 80;", more).replace("location / {", inner),
    );
    const { report, view } = await linted(path, { baseline: "new.json" });
    expect(ids(report)).toEqual(["headers-not-inherited"]);
    expect(view.leftOut).toBeGreaterThan(0);
  });

  it("holds from another folder, and in another checkout", async () => {
    const text = RETRY.replace("IGNORE", "");
    file("one/conf/nginx.conf", text);
    await linted("one/conf/nginx.conf", { writeBaseline: "one/known.json" });
    file("other/known.json", readFileSync(join(folder, "one/known.json"), "utf8"));
    file("other/conf/nginx.conf", text);
    const settings = { ...LINT_SETTINGS, paths: ["nginx.conf"], baseline: "../known.json" };
    expect((await lint(settings, join(folder, "other/conf"))).report).toMatchObject({
      causes: [],
      notChecked: [],
    });
  });

  it("notes what is gone, and is written anew over an old one", async () => {
    const path = file("gone.conf", RETRY.replace("IGNORE", ""));
    await linted(path, { writeBaseline: "gone.json" });
    writeFileSync(path, RETRY.replace(" non_idempotent;IGNORE", ";"));
    const because = (await linted(path, { baseline: "gone.json" })).report.notChecked.map(
      (note) => note.because,
    );
    expect(because).toEqual([expect.stringMatching(/retry-unsafe in gone.conf, which is gone/)]);
    await linted(path, { baseline: "gone.json", writeBaseline: "gone.json" });
    expect((await linted(path, { baseline: "gone.json" })).report.notChecked).toEqual([]);
  });

  it("is refused where it is missing, or none", async () => {
    const path = file("a.conf", RETRY.replace("IGNORE", ""));
    await expect(linted(path, { baseline: "nowhere.json" })).rejects.toThrow(/does not exist/);
    file("none.json", "{}");
    await expect(linted(path, { baseline: "none.json" })).rejects.toThrow(/is not a uhc baseline/);
    file("broken.json", "{");
    await expect(linted(path, { baseline: "broken.json" })).rejects.toThrow(/can't be read as JSON/);
  });
});
