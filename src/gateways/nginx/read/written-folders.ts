import { own, type Scope } from "../context.ts";
import { fullName } from "./full-name.ts";
import { hasVariables } from "./pieces.ts";

/** Bodies that do not fit into memory, and caches; the folder is the first word of all of them. */
const WRITING = [
  ...["client_body_temp_path", "proxy_temp_path", "fastcgi_temp_path", "uwsgi_temp_path", "scgi_temp_path"],
  ...["proxy_cache_path", "fastcgi_cache_path", "uwsgi_cache_path", "scgi_cache_path"],
];

/**
 * Folders that the http block names for temporary files and caches, or else the build. Those of a single server or location, and
 * ones of a build that names none, are left out: to find them would take a walk through the whole tree.
 */
export function writtenFolders(
  main: Scope,
  prefix: string | undefined,
  builtIn: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const named = new Set<string>();
  const folders = own(main, "http").flatMap((http) =>
    (http.children ?? []).flatMap(({ name, words }) => {
      named.add(name);
      const path = WRITING.includes(name) ? words[0]?.text : undefined;
      return path === undefined || hasVariables(path) ? [] : [fullName(prefix, path)];
    }),
  );
  const unnamed = [...builtIn].filter(([name]) => !named.has(name)).map(([, folder]) => folder);
  return [...new Set([...folders, ...unnamed])];
}
