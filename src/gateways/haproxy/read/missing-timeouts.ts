import { wordAt } from "../ast.ts";
import type { Site } from "./context.ts";
import { last, type ProxySection, timeout } from "./proxy.ts";
import { hasServers } from "./upstream.ts";

/** HAProxy's own warning at start (check_config_validity, src/cfgparse.c): what is not limited may last forever. */
export function reportMissingTimeouts(proxy: ProxySection, site: Site): void {
  const { section, hasFrontend, hasBackend, isHttp } = proxy;
  // its defaults may stand in another file
  if (site.mayBePart && section.defaults === undefined) return;
  const mode = last(proxy, "mode")?.words[1] ?? "tcp";
  if (mode !== "tcp" && mode !== "http") return;
  const lacks = (name: string): boolean => timeout(proxy, name) === undefined;
  const needsServer = hasBackend && hasServers(proxy);
  const tunnelWillDo = !isHttp && !lacks("tunnel");
  const missing = [
    ...(hasFrontend && lacks("client") ? ["client"] : []),
    ...(needsServer && lacks("connect") ? ["connect"] : []),
    ...(needsServer && lacks("server") && !tunnelWillDo ? ["server"] : []),
  ];
  if (missing.length === 0) return;
  const names = missing.map((name) => `timeout ${name}`).join(", ");
  site.reading.report({
    cause: "timeout-missing",
    message: `missing timeouts for ${section.kind} '${proxy.name}': ${names}`,
    location: wordAt(section.line, 0),
    refusesConfig: false,
    about: proxy.name,
    remedy: `Write ${names} into it, or into the defaults above it`,
  });
}
