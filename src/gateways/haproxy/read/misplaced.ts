import { type Line, wordAt } from "../ast.ts";
import type { Site } from "./context.ts";
import type { ProxySection } from "./proxy.ts";

/** What a frontend has no use for, and what a backend has none for. */
const OF_BACKENDS = new Set([
  "balance",
  "cookie",
  "dispatch",
  "fullconn",
  "hash-type",
  "http-check",
  "http-reuse",
  "http-send-name-header",
  "retries",
  "source",
  "stick",
  "tcp-check",
  "use-server",
]);
const OF_FRONTENDS = new Set([
  "backlog",
  "bind",
  "capture",
  "default_backend",
  "maxconn",
  "monitor-net",
  "monitor-uri",
  "use_backend",
]);
const OPTIONS_OF_BACKENDS = new Set(["allbackups", "httpchk", "redispatch", "tcp-check"]);
const TIMEOUTS_OF_BACKENDS = new Set(["server", "connect", "check", "queue"]);
/** HAProxy refuses these in a frontend. */
const REFUSED = new Set(["server", "server-template", "default-server"]);

/** Lines that do nothing where they stand: HAProxy only warns, and whoever wrote them believes that they work. */
export function reportMisplaced(proxy: ProxySection, site: Site): void {
  const { kind, lines } = proxy.section;
  if (kind === "listen") return;
  for (const line of lines) {
    const { keyword } = line;
    const name = kind === "frontend" ? uselessInFrontend(line) : uselessInBackend(line);
    if (name === undefined) continue;
    const refuses = REFUSED.has(keyword);
    const other = kind === "frontend" ? "backend" : "frontend";
    site.reading.report({
      cause: "config-syntax-error",
      message: `'${name}' ${refuses ? "not allowed" : "ignored"} because ${kind} '${proxy.name}' has no ${other} capability.`,
      location: wordAt(line, 0),
      refusesConfig: refuses,
      about: proxy.name,
    });
  }
}

function uselessInFrontend(line: Line): string | undefined {
  const { keyword, modifier } = line;
  if (modifier !== undefined) return undefined;
  const second = keyword === "option" || keyword === "timeout" ? (line.words[1] ?? "") : "";
  if (keyword === "option") return OPTIONS_OF_BACKENDS.has(second) ? second : undefined;
  if (keyword === "timeout") return TIMEOUTS_OF_BACKENDS.has(second) ? `timeout ${second}` : undefined;
  return OF_BACKENDS.has(keyword) || REFUSED.has(keyword) ? keyword : undefined;
}

function uselessInBackend(line: Line): string | undefined {
  if (line.keyword === "timeout" && line.words[1] === "client") return "timeout client";
  return OF_FRONTENDS.has(line.keyword) ? line.keyword : undefined;
}
