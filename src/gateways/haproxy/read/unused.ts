import { type Line, wordAt } from "../ast.ts";
import type { OpenSection } from "../sections.ts";
import type { Site } from "./context.ts";
import type { ProxySection } from "./proxy.ts";
import { hasServers } from "./upstream.ts";

/** Words of the global section and of proxies that let something out of sight choose a backend. */
const CHOSEN_ELSEWHERE = /^(?:lua-load|lua-load-per-thread|lua-prepend-path|filter|program)$/;

/**
 * Backends with servers that no rule names. Quiet wherever more than the rules may name one: a name that is filled in while
 * HAProxy runs, scripts, agents of filters, other files; and of one whose name stands anywhere else (`track`, `nbsrv`, tables).
 */
export function reportUnused(used: ReadonlySet<string>, all: readonly OpenSection[], site: Site): void {
  const idle = site.proxies.filter(
    (proxy) => proxy.section.kind === "backend" && !used.has(proxy.name) && hasServers(proxy),
  );
  // without any rule at all it is a part, or a sketch
  if (idle.length === 0 || used.size === 0 || site.mayBePart || all.some(isOpenToOthers)) return;
  const named = namesIn(all);
  for (const proxy of idle) if (!named.has(proxy.name)) report(proxy, site);
}

function isOpenToOthers({ lines }: OpenSection): boolean {
  return lines.some((line) => CHOSEN_ELSEWHERE.test(line.keyword) || isFilledIn(line));
}

function isFilledIn({ keyword, words }: Line): boolean {
  return /^(?:use_backend|default_backend)$/.test(keyword) && /%\[|\$\{?/.test(words[1] ?? "");
}

/** Every name-like part of every word. */
function namesIn(all: readonly OpenSection[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { lines } of all)
    for (const { words } of lines)
      for (const word of words) for (const [name] of word.matchAll(/[\w.:-]+/g)) names.add(name);
  return names;
}

function report({ name, section }: ProxySection, site: Site): void {
  site.reading.report({
    cause: "backend-unused",
    message: `No use_backend and no default_backend leads to backend '${name}': its servers get no request`,
    location: wordAt(section.line, 1),
    refusesConfig: false,
    about: name,
    severity: "info",
    remedy: `Lead a rule to ${name}, or take it out`,
  });
}
