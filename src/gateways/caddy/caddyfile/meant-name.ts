import { similarName } from "../../../model/similar-name.ts";

/** The name that a misspelt one most likely stands for; short ones whose letters changed places count too. */
export function meantName(name: string, names: readonly string[]): string | undefined {
  const similar = similarName(name, names);
  if (similar !== undefined) return similar;
  const letters = sorted(name);
  return names.find((other) => other.length === name.length && other !== name && sorted(other) === letters);
}

function sorted(name: string): string {
  return name.length > 64 ? name : [...name].sort().join("");
}
