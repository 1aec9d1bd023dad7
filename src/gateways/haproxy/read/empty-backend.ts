import { wordAt } from "../ast.ts";
import type { Site } from "./context.ts";
import { isMeantEmpty } from "./meant-empty.ts";
import type { ProxySection } from "./proxy.ts";
import { hasServers } from "./upstream.ts";

/**
 * A backend that routes lead to and nobody stands behind: each request gets 503. One that answers itself is meant so, and
 * a script may bring the servers along.
 */
export function reportEmptyBackend(proxy: ProxySection, used: ReadonlySet<string>, site: Site): void {
  const { section, name } = proxy;
  if (section.kind !== "backend" || !used.has(name) || hasServers(proxy)) return;
  if (isMeantEmpty(proxy, site)) return;
  site.reading.report({
    cause: "upstream-empty",
    message: `backend '${name}' has no server`,
    location: wordAt(section.line, 1),
    refusesConfig: false,
    about: name,
  });
}
