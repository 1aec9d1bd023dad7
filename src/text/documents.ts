import { isAscii } from "node:buffer";
import { parseJsonTree, type TreeProblem } from "./json-tree.ts";
import type { Tree } from "./tree.ts";
import { parseYamlTrees } from "./yaml-tree.ts";

export interface Documents {
  readonly format: "json" | "yaml";
  /** In which the offsets of problems count, also where no tree came of it. */
  readonly text: string;
  readonly trees: readonly Tree[];
  readonly problems: readonly TreeProblem[];
}

/** Reads a text that is JSON or YAML, which its first character and its name tell; a text of YAML may hold several documents. */
export function readDocuments(file: string, content: Uint8Array): Documents {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  // of ASCII both say the same, and fifty megabytes are there in a tenth of the time
  const text = bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
  if (!/^\ufeff?\s*[[{]/.test(text.slice(0, 4_096)))
    return { format: "yaml", text, ...parseYamlTrees(file, text) };
  const { tree, problem } = parseJsonTree(file, text);
  const json = {
    format: "json",
    text,
    trees: [tree],
    problems: problem === undefined ? [] : [problem],
  } as const;
  if (problem === undefined || /\.json$/i.test(file)) return json;
  // YAML may begin with a bracket too; what is neither is told in the words of JSON
  const yaml = parseYamlTrees(file, text);
  return yaml.problems.length === 0 && yaml.trees.length > 0 ? { format: "yaml", text, ...yaml } : json;
}
