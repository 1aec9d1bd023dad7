import { type Adapted, adaptCaddyfile } from "../../../../src/gateways/caddy/caddyfile/adapt.ts";
import type { SourceReader } from "../../../../src/text/source-reader.ts";
import { fieldOf, itemsOf, locationOf, type Value } from "../../../../src/text/tree.ts";

export const MAIN = "/etc/caddy/Caddyfile";

export interface GivenCaddyfile {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly version?: string;
}

/** Files by their path; a pattern finds those that begin and end as it does. */
function readerOf(files: Readonly<Record<string, string>>): SourceReader {
  return {
    read: (path) => {
      const text = files[path];
      if (text !== undefined) return new TextEncoder().encode(text);
      return { kind: "missing", errno: "2: No such file or directory", message: `${path} is missing` };
    },
    find: (pattern) => {
      const [start = "", end = ""] = pattern.split("*");
      return Object.keys(files).filter((path) => path.startsWith(start) && path.endsWith(end));
    },
    knowsAllFiles: true,
  };
}

export function adapted(text: string, given: GivenCaddyfile = {}): Adapted {
  return adaptCaddyfile({
    mainFile: MAIN,
    reader: readerOf({ ...given.files, [MAIN]: text }),
    environment: given.environment && new Map(Object.entries(given.environment)),
    version: given.version,
  });
}

/** The JSON as a value, to compare it. */
export function jsonOf({ tree }: Adapted): unknown {
  return JSON.parse(tree?.text ?? "null");
}

/** Walks down a tree by keys and by places in lists. */
export function at({ tree }: Adapted, ...path: readonly (string | number)[]): Value | undefined {
  let value: Value | undefined = tree && { tree, index: 0 };
  for (const step of path)
    value = value && (typeof step === "string" ? fieldOf(value, step) : itemsOf(value)[step]);
  return value;
}

export function placeAt(from: Adapted, ...path: readonly (string | number)[]): string | undefined {
  const value = at(from, ...path);
  const place = value && locationOf(value);
  return place && `${place.file}:${place.line}:${place.column}`;
}
