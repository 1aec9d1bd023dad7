import type { Line } from "../ast.ts";
import type { Reading } from "../reading.ts";
import { linesOf, type OpenSection } from "../sections.ts";
import type { Server } from "./endpoint.ts";
import type { ProxySection } from "./proxy.ts";
import type { ServerDefaults } from "./server-options.ts";

/** The whole config, by what its parts look up in each other. */
export interface Site {
  readonly reading: Reading;
  /** The text of a file that the config names; undefined where it can't be read. */
  readonly readText: (path: string) => string | undefined;
  readonly global: readonly OpenSection[];
  readonly proxies: readonly ProxySection[];
  /** Name → backend or listen. */
  readonly backends: ReadonlyMap<string, ProxySection>;
  readonly resolvers: ReadonlyMap<string, OpenSection>;
  /** What each `defaults` section says of servers, as far as it was asked for. */
  readonly serverDefaults: Map<OpenSection, ServerDefaults>;
  /** Those of each backend that was read, by its name. */
  readonly servers: Map<string, readonly Server[]>;
  /** Whether another file of the same program may hold what is not here. */
  readonly mayBePart: boolean;
}

/** The last line of the global section with this keyword. */
export function globalLine({ global }: Site, keyword: string): Line | undefined {
  for (let index = global.length - 1; index >= 0; index--) {
    const section = global[index];
    const line = section === undefined ? undefined : linesOf(section, keyword).at(-1);
    if (line !== undefined) return line;
  }
  return undefined;
}
