import { wordAt } from "../ast.ts";
import { globalLine, type Site } from "./context.ts";
import { inherited, last, option, own, type ProxySection } from "./proxy.ts";
import { hasServers } from "./upstream.ts";

/** Actions that answer a request without any server. */
const ANSWERS = new Set(["redirect", "return", "deny", "tarpit", "reject", "silent-drop", "use-service"]);

/**
 * A backend that routes lead to and nobody stands behind: each request gets 503. One that answers itself is meant so, and
 * a script may bring the servers along.
 */
export function reportEmptyBackend(proxy: ProxySection, used: ReadonlySet<string>, site: Site): void {
  const { section, name } = proxy;
  if (section.kind !== "backend" || !used.has(name) || hasServers(proxy) || answersItself(proxy)) return;
  if (globalLine(site, "lua-load") !== undefined || globalLine(site, "lua-load-per-thread") !== undefined)
    return;
  site.reading.report({
    cause: "upstream-empty",
    message: `backend '${name}' has no server`,
    location: wordAt(section.line, 1),
    refusesConfig: false,
    about: name,
  });
}

function answersItself(proxy: ProxySection): boolean {
  const answers = [...inherited(proxy, "http-request"), ...inherited(proxy, "tcp-request")];
  return (
    answers.some(({ words }) => words.some((word, index) => index < 3 && ANSWERS.has(word))) ||
    ["redirect", "dispatch", "transparent", "errorfile", "http-error", "use-fcgi-app", "stick-table"].some(
      (keyword) => own(proxy, keyword).length > 0,
    ) ||
    last(proxy, "stats") !== undefined ||
    option(proxy, "transparent") !== undefined
  );
}
