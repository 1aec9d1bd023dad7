import { describe, expect, it } from "vitest";
import { renderFindingsMarkdown } from "../../../src/report/formats/markdown-findings.ts";
import { lintFolder, UNSAFE_RETRY } from "../../given/lint.ts";

const { folder, file, linted } = lintFolder();
const markdown = async (path: string) => renderFindingsMarkdown((await linted(path)).report, folder);

describe("findings as Markdown", () => {
  it("are counted, and a row each", async () => {
    const text = await markdown(
      file("a.conf", UNSAFE_RETRY.replace("IGNORE", " # uhc:ignore sni-not-sent why")),
    );
    expect(text.split("\n").slice(0, 6)).toEqual([
      "## uhc lint: 1 warning, 2 for information",
      "",
      "| severity | where | what | fix |",
      "| --- | --- | --- | --- |",
      expect.stringMatching(/^\| warning \| `a.conf:8` \| .+ \(`retry-unsafe`\) \| .+ \|$/),
      expect.stringMatching(/^\| info \| `a.conf:3` \|/),
    ]);
    expect(text).toContain("sni-not-sent matches no finding any more");
    expect(await markdown(file("b.conf", "events {}\n"))).toBe("## uhc lint: nothing found\n");
  });

  it("let nothing out of their cell", async () => {
    const evil = "'/a|<img src=x>](http://x)`b'";
    const text = await markdown(
      file("e|`.conf", UNSAFE_RETRY.replace("location / {", `location ${evil} {`).replace("IGNORE", "")),
    );
    const rows = text.split("\n").filter((line) => line.startsWith("| warning"));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.match(/(?<!\\)\|/g)).toHaveLength(5);
    expect(text).not.toMatch(/<img|(?<!\\)\]\(/);
  });
});
