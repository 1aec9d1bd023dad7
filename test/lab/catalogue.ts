import { readdirSync } from "node:fs";
import type { Scenario } from "./scenario.ts";

export interface Entry {
  readonly family: string;
  readonly scenario: Scenario;
}

/** Every scenario of the folder, in order of family and id. A file's name is its scenario's id. */
export async function loadScenarios(): Promise<Entry[]> {
  const root = "test/lab/scenarios";
  const paths = readdirSync(root)
    .sort()
    .flatMap((family) =>
      readdirSync(`${root}/${family}`)
        .sort()
        .map((file) => ({ family, id: file.replace(/\.ts$/, "") })),
    );
  const entries: Entry[] = [];
  for (const { family, id } of paths) {
    const module: { default: Scenario } = await import(`./scenarios/${family}/${id}.ts`);
    if (module.default.id !== id) {
      throw new Error(`${family}/${id}.ts holds a scenario that is called ${module.default.id}`);
    }
    entries.push({ family, scenario: module.default });
  }
  const twice = entries.find(
    (one, at) => entries.findIndex((other) => other.scenario.id === one.scenario.id) !== at,
  );
  if (twice !== undefined) {
    throw new Error(`two scenarios are called ${twice.scenario.id}`);
  }
  return entries;
}
