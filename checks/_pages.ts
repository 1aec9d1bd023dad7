import { readFileSync, writeFileSync } from "node:fs";
import { catalogueText, causesTable, replaceBetween } from "./_readme.ts";

/** Writes checks/README.md and the table in README.md: the second half of `npm run generate`. */
writeFileSync("checks/README.md", catalogueText());
writeFileSync("README.md", replaceBetween(readFileSync("README.md", "utf8"), "causes", causesTable()));
