import { readdirSync, writeFileSync } from "node:fs";
import { indexText } from "./_index.ts";

/** Writes checks/index.ts: the first half of `npm run generate`. */
writeFileSync("checks/index.ts", indexText(checkFiles()));

function checkFiles(): readonly string[] {
  return readdirSync("checks", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: layer }) => readdirSync(`checks/${layer}`).map((file) => `${layer}/${file}`))
    .filter((path) => path.endsWith(".ts"));
}
