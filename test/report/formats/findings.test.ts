import { describe, expect, it } from "vitest";
import { renderFindings } from "../../../src/report/formats/findings.ts";
import { tallyOf } from "../../../src/report/pretty/shown-findings.ts";
import { plainText } from "../../../src/report/style.ts";
import { lintFolder } from "../../given/lint.ts";

const { folder, file, linted } = lintFolder();

/** A site that keeps connections and speaks HTTP/1.0. */
const site = (index: number): string =>
  `upstream u${index} { server 10.0.0.1:1; server 10.0.0.2:2; keepalive 4; }
server { listen ${8000 + index}; location / { proxy_pass http://u${index}; proxy_set_header Host $host; } }`;

async function page(sites: number, detail: "quiet" | "normal" | "verbose"): Promise<string> {
  const all = Array.from({ length: sites }, (_, index) => site(index)).join("\n");
  const { report, view } = await linted(file(`${sites}.conf`, `events {}\nhttp {\n${all}\n}\n`));
  const tally = tallyOf(report.causes);
  return plainText(
    renderFindings(report, {
      ...view,
      tally,
      redacts: true,
      columns: 80,
      top: 3,
      detail,
      workingDirectory: folder,
    }),
  );
}

const shownOf = (text: string): number =>
  text.match(/ {2}warning {2}keepalive-misconfigured$/gm)?.length ?? 0;

describe("a page of findings", () => {
  it("shows each of twenty of a kind", async () => {
    const text = await page(20, "normal");
    expect(shownOf(text)).toBe(20);
    expect(text).not.toContain("more like it");
  });

  it("shows twenty of more, says how many there are, and counts all of them", async () => {
    const text = await page(23, "normal");
    expect(shownOf(text)).toBe(20);
    expect(text).toContain(
      "and 3 more like it (warning keepalive-misconfigured): -v shows each of them,\n--json",
    );
    expect(text).toMatch(/^ {2}23 warnings {2}1 for information {2}in 1 file$/m);
  });

  it("shows all of them where that is asked for, and none for information where quiet is", async () => {
    expect(shownOf(await page(23, "verbose"))).toBe(23);
    expect(await page(23, "quiet")).not.toContain("  info  ");
    expect(await page(23, "quiet")).toContain("and 3 more like it");
  });
});
