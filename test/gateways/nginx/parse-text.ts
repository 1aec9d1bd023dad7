import type { ConfigTree, Directive } from "../../../src/gateways/nginx/ast.ts";
import { parseNginx } from "../../../src/gateways/nginx/parse.ts";
import { inByteOrder, matchesPath } from "../../../src/text/glob.ts";
import type { SourceReader } from "../../../src/text/source-reader.ts";

export const MAIN = "/etc/nginx/nginx.conf";

/** Parses files that exist in memory alone; a bare text is the main file. */
export function parseText(files: string | Uint8Array | Record<string, string | Uint8Array>): ConfigTree {
  const isOne = typeof files === "string" || files instanceof Uint8Array;
  return parseNginx({ mainFile: MAIN, reader: memoryReader(isOne ? { [MAIN]: files } : files) });
}

export function memoryReader(files: Record<string, string | Uint8Array>): SourceReader {
  return {
    read: (path) => {
      const content = Object.hasOwn(files, path) ? files[path] : undefined;
      if (content === undefined) {
        return {
          kind: "missing",
          errno: "2: No such file or directory",
          message: `${path}: No such file or directory`,
        };
      }
      return typeof content === "string" ? Buffer.from(content) : content;
    },
    find: (pattern) => inByteOrder(Object.keys(files).filter((path) => matchesPath(pattern, path))),
    knowsAllFiles: true,
  };
}

export type Plain = [name: string, words: string[], children?: Plain[]];

/** Names, words and blocks without places. */
export function plain(directives: readonly Directive[]): Plain[] {
  return directives.map(({ name, words, children }) => {
    const texts = words.map((word) => word.text);
    return children === undefined ? [name, texts] : [name, texts, plain(children)];
  });
}

/** Each problem as "line:column message", with the file's name before it unless it is the main one. */
export function problemLines(tree: ConfigTree): string[] {
  return tree.problems.map(({ location, message }) => {
    const file = location.file === MAIN ? "" : `${location.file}:`;
    return `${file}${location.line}:${location.column} ${message}`;
  });
}
