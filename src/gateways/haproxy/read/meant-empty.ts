import { globalLine, type Site } from "./context.ts";
import { inherited, last, option, own, type ProxySection } from "./proxy.ts";

/** Actions that answer a request without any server. */
const ANSWERS = new Set(["redirect", "return", "deny", "tarpit", "reject", "silent-drop", "use-service"]);

/** Whether a backend without servers is meant so: it answers itself, or a script may bring the servers along. */
export function isMeantEmpty(proxy: ProxySection, site: Site): boolean {
  const hasScript = ["lua-load", "lua-load-per-thread"].some((word) => globalLine(site, word) !== undefined);
  return hasScript || answersItself(proxy);
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
