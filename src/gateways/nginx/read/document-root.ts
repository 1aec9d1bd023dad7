import { joinConfigPath } from "../../../text/config-path.ts";
import { own, type Scope, wordText } from "../context.ts";

export interface DocumentRoot {
  /** May hold variables. */
  readonly text: string;
  readonly isAlias: boolean;
}

/**
 * `$document_root` as the config writes it: the nearest `root` without its last slash, or `alias`, which inner blocks
 * inherit likewise (ngx_http_core_merge_loc_conf). Undefined where it starts at a prefix that is not known.
 */
export function documentRoot(scope: Scope, prefix: string | undefined): DocumentRoot | undefined {
  const { text, isAlias } = nearestRoot(scope);
  if (text.startsWith("/") || text.startsWith("$") || text === "") return { text, isAlias };
  return prefix === undefined ? undefined : { text: joinConfigPath(prefix, text), isAlias };
}

function nearestRoot(scope: Scope): DocumentRoot {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const [root] = own(at, "root");
    if (root !== undefined) return { text: (wordText(root, 0) ?? "").replace(/\/$/, ""), isAlias: false };
    const [alias] = own(at, "alias");
    if (alias !== undefined) return { text: wordText(alias, 0) ?? "", isAlias: true };
  }
  return { text: "html", isAlias: false };
}
