import { type Line, wordAt } from "../ast.ts";
import { checkOption } from "./check.ts";
import type { Site } from "./context.ts";
import { expectWords } from "./expect-words.ts";
import { checkRequest } from "./http-check.ts";
import { inherited, type ProxySection } from "./proxy.ts";

/** Checks that say more than they do: one that no server makes, and those that a healthy server can't pass. */
export function reportCheckTraps(proxy: ProxySection, site: Site): void {
  const servers = site.servers.get(proxy.name) ?? [];
  const option = checkOption(proxy);
  if (!proxy.hasBackend || servers.length === 0 || option === undefined) return;
  // one that stands in its defaults may be meant for other backends
  const isOwn = proxy.section.lines.includes(option);
  const isChecked = servers.some(({ options }) => options.has("check"));
  const isMeant = servers.some(({ options }) => options.has("track") || options.has("agent-check"));
  if (!isChecked && !isMeant && isOwn) reportUnmade(proxy, option, site);
  if (!isChecked) return;
  if (option.words[1] === "httpchk") reportHostless(proxy, option, site);
  if (option.words[1] === "tcp-check") reportWaiting(proxy, site);
}

/** `option httpchk` only says how; `check` on the server line says that (section 5.2). */
function reportUnmade(proxy: ProxySection, option: Line, site: Site): void {
  site.reading.report({
    cause: "health-check-missing",
    message: `option ${option.words[1]} of '${proxy.name}' does nothing: none of its servers has the word check`,
    location: wordAt(option, 1),
    refusesConfig: false,
    about: proxy.name,
    remedy: "Write check on each server line, or once: default-server check, above them",
  });
}

/** HAProxy sends no Host of its own, and servers have to refuse HTTP/1.1 without it (RFC 9112 section 3.2). */
function reportHostless(proxy: ProxySection, option: Line, site: Site): void {
  const rules = inherited(proxy, "http-check");
  const send = rules.find(({ words }) => words[1] === "send");
  const { version, host, headers } = checkRequest(option, send);
  const named = headers.some(({ name }) => name.toLowerCase() === "host");
  if (version.value !== "1.1" || host !== undefined || named) return;
  if (rules.some(({ words }) => words[1] === "expect" || words[1] === "connect")) return;
  site.reading.report({
    cause: "health-status-unexpected",
    message: `The check of '${proxy.name}' asks in HTTP/1.1 without a Host header, which most servers answer with 400`,
    location: version.location,
    refusesConfig: false,
    about: proxy.name,
    remedy: "Name the host: http-check send hdr Host app.example.org, or make the check ask in HTTP/1.0",
  });
}

/** What must not come is known not to come when the connection ends, and not before (tcpcheck_eval_expect, src/tcpcheck.c). */
function reportWaiting(proxy: ProxySection, site: Site): void {
  const rule = inherited(proxy, "tcp-check").find((line) => {
    if (line.words[1] !== "expect") return false;
    const { isNegated, minBytes } = expectWords(line);
    return isNegated && minBytes === undefined;
  });
  if (rule === undefined) return;
  site.reading.report({
    cause: "health-check-too-aggressive",
    message: `The check of '${proxy.name}' waits for the end of the connection to see that something does not come: a server that keeps it open fails it`,
    location: wordAt(rule, 2),
    refusesConfig: false,
    about: proxy.name,
    remedy: "Say how many bytes are enough to decide: tcp-check expect min-recv 5 ! string …",
  });
}
