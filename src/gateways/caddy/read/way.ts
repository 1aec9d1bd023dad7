import type { HeaderSetting, PathRewrite, Template } from "../../../model/forward.ts";
import type { Setting } from "../../../model/source.ts";
import type { PathMatch } from "./path-pattern.ts";

/** What is known of the requests that have come to a point of a chain of routes, and of what was done to them before. */
export interface Way {
  /** Host names that lead here; empty for any. */
  readonly hosts: readonly string[];
  /** Of the client's request. */
  readonly path: PathMatch;
  /** Further matchers, as text. */
  readonly conditions: readonly string[];
  /** From the client's path to the one that holds here. */
  readonly rewrite: Setting<PathRewrite>;
  readonly headers: readonly HeaderSetting[];
  readonly host: Setting<Template> | undefined;
  /** `{http.vars.root}`. */
  readonly root: Template | undefined;
  /** The script that requests for no file end at: "/index.php". */
  readonly frontScript: string | undefined;
}

const NOWHERE = { file: "", line: 1, column: 1 };

export const START: Way = {
  hosts: [],
  path: { kind: "prefix", path: "/" },
  conditions: [],
  rewrite: { value: { kind: "unchanged" }, isDefault: true, location: NOWHERE },
  headers: [],
  host: undefined,
  root: undefined,
  frontScript: undefined,
};
