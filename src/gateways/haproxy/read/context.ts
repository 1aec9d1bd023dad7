import type { Line } from "../ast.ts";
import type { Reading } from "../reading.ts";
import type { OpenSection } from "../sections.ts";
import type { ProxySection } from "./proxy.ts";

/** The whole config, by what its parts look up in each other. */
export interface Site {
  readonly reading: Reading;
  readonly global: readonly OpenSection[];
  readonly proxies: readonly ProxySection[];
  /** Name → backend or listen. */
  readonly backends: ReadonlyMap<string, ProxySection>;
  readonly resolvers: ReadonlyMap<string, OpenSection>;
  /** Whether another file of the same program may hold what is not here. */
  readonly mayBePart: boolean;
}

/** The last line of the global section with this keyword. */
export function globalLine({ global }: Site, keyword: string): Line | undefined {
  return global.flatMap(({ byKeyword }) => byKeyword.get(keyword) ?? []).at(-1);
}
