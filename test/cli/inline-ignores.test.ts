import { describe, expect, it } from "vitest";
import { idsOf as ids, lintFolder, UNSAFE_RETRY as RETRY } from "../given/lint.ts";

const { folder, file, linted } = lintFolder();
const notesOf = (report: Awaited<ReturnType<typeof linted>>["report"]) =>
  report.notChecked.map(({ because }) => because).join("\n");

describe("# uhc:ignore ID reason", () => {
  it("heeds a comment with a reason, and only with one", async () => {
    const behind = async (comment: string) =>
      (await linted(file("ignored.conf", RETRY.replace("IGNORE", ` # uhc:ignore ${comment}`)))).report;
    expect(ids(await behind("retry-unsafe the service drops doubles"))).not.toContain("retry-unsafe");
    expect(ids(await behind("retries-safe by its check"))).not.toContain("retry-unsafe");
    const without = await behind("retry-unsafe");
    expect(ids(without)).toContain("retry-unsafe");
    expect(without.notChecked.map(({ because }) => because).join()).toMatch(/gives no reason/);
  });

  it("heeds a comment on the lines above, and not at all if told so", async () => {
    const above = RETRY.replace("IGNORE", "").replace(
      "      proxy_next",
      "      # uhc:ignore retry-unsafe because\n      # of that\n      proxy_next",
    );
    const path = file("above.conf", above);
    expect(ids((await linted(path)).report)).not.toContain("retry-unsafe");
    expect(ids((await linted(path, { inlineIgnores: false })).report)).toContain("retry-unsafe");
  });

  it("notes a comment that matches nothing any more", async () => {
    const { report } = await linted(
      file("stale.conf", "events {}\n# uhc:ignore retry-unsafe it was so\nhttp {}\n"),
    );
    expect(report.notChecked).toEqual([
      { what: `${folder}/stale.conf:2`, because: "uhc:ignore retry-unsafe matches no finding any more" },
    ]);
  });

  it("takes one finding off, and leaves others with the same ground", async () => {
    const two = (comment: string) =>
      file(
        "two.conf",
        `events {}
http {
  upstream api { server 10.0.0.1:80; server 10.0.0.2:80; keepalive 8; }
  server {
    location /a { proxy_pass http://api; }${comment}
    location /b { proxy_pass http://api; }
  }
}
`,
      );
    const of = async (comment: string) =>
      (await linted(two(comment), { select: ["keepalive-misconfigured"] })).report.causes.map(
        ({ evidence }) => evidence.map(({ subject }) => subject.route),
      );
    expect(await of("")).toEqual([["/a", "/b"]]);
    expect(await of(" # uhc:ignore keepalive-misconfigured it is never asked")).toEqual([["/b"]]);
  });

  it("knows a layer too, and says which ids it does not know", async () => {
    const behind = async (comment: string) =>
      (await linted(file("id.conf", RETRY.replace("IGNORE", ` # uhc:ignore ${comment}`)))).report;
    expect(ids(await behind("config all of it"))).not.toContain("retry-unsafe");
    expect(notesOf(await behind("retry-unsaef typed in haste"))).toMatch(/not a cause, check or layer/);
    expect(notesOf(await behind(""))).toMatch(/names no cause/);
  });

  it("is no comment in the middle of a word, or of another comment", async () => {
    const behind = async (text: string) =>
      ids((await linted(file("word.conf", RETRY.replace("IGNORE", text)))).report);
    expect(await behind(" #uhc:ignore retry-unsafe why")).not.toContain("retry-unsafe");
    expect(await behind(" # see uhc:ignore retry-unsafe why")).toContain("retry-unsafe");
  });

  it("is not called stale where its cause was not asked for", async () => {
    const path = file("asked.conf", "events {}\nhttp {} # uhc:ignore retry-unsafe once\n");
    expect(notesOf((await linted(path)).report)).toMatch(/matches no finding/);
    expect(notesOf((await linted(path, { select: ["tls"] })).report)).toBe("");
    expect(notesOf((await linted(path, { ignore: ["retry-unsafe"] })).report)).toBe("");
  });
});
