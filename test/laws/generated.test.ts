import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { indexText } from "../../checks/_index.ts";
import { lintText } from "../../checks/_lint.ts";
import { catalogueText, causesTable, replaceBetween } from "../../checks/_readme.ts";
import { LAYERS } from "../../src/model/cause.ts";

describe("`npm run generate` has been run", () => {
  it("checks/index.ts lists the check files", () => {
    const folders = readdirSync("checks", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const files = folders.flatMap(({ name }) =>
      readdirSync(`checks/${name}`).map((file) => `${name}/${file}`),
    );
    expect(readFileSync("checks/index.ts", "utf8")).toBe(indexText(files));
    expect(folders.map(({ name }) => name).filter((name) => !LAYERS.some((layer) => layer === name))).toEqual(
      [],
    );
  });

  it("checks/lint.ts lists what a lint needs of them", () => {
    expect(readFileSync("checks/lint.ts", "utf8")).toBe(lintText());
  });

  it("checks/README.md shows the catalogue", () => {
    expect(readFileSync("checks/README.md", "utf8")).toBe(catalogueText());
  });

  it("README.md holds the table of causes", () => {
    const readme = readFileSync("README.md", "utf8");
    expect(readme).toBe(replaceBetween(readme, "causes", causesTable()));
  });
});
