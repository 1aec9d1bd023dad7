import { readFileSync, writeFileSync } from "node:fs";
import { lintText } from "./_lint.ts";
import { catalogueText, causesTable, replaceBetween } from "./_readme.ts";

/** Writes what is made of the checks themselves: the second half of `npm run generate`. */
writeFileSync("checks/lint.ts", lintText());
writeFileSync("checks/README.md", catalogueText());
writeFileSync("README.md", replaceBetween(readFileSync("README.md", "utf8"), "causes", causesTable()));
