import type { NameResolution } from "../../../model/config.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import { wordAt } from "../ast.ts";
import { refuse } from "../reading.ts";
import { linesOf } from "../sections.ts";
import { timeMs } from "../time.ts";
import type { Site } from "./context.ts";
import type { LineOptions } from "./line-options.ts";

/** `timeout retry` of a resolvers section, between two questions. */
const RETRY_MS = 1_000;

/**
 * The names of a server with `resolvers` are asked of its own resolver while it runs, which knows neither a hosts file nor a
 * search list. Of several addresses it takes one of the preferred family, IPv6 unless `resolve-prefer` says otherwise.
 */
export function resolversOf(options: LineOptions, at: Location, site: Site): NameResolution | undefined {
  const option = options.get("resolvers");
  if (option === undefined) return undefined;
  const section = site.resolvers.get(option.value);
  if (section === undefined) {
    // "default" exists since 2.6 without being written: the host's own resolv.conf
    if (option.value !== "default" && !site.mayBePart)
      refuse(
        site.reading,
        option.line,
        `unable to find required resolvers '${option.value}'`,
        option.index + 1,
      );
    return {
      kind: "system",
      when: "run-time",
      picks: { family: undefined, isFirstOnly: true, location: at },
    };
  }
  const prefer = options.get("resolve-prefer")?.value;
  const family = prefer === "ipv4" ? "ipv4" : "ipv6";
  const picks = { family, isFirstOnly: true, location: at } as const;
  const servers = linesOf(section, "nameserver").flatMap(({ words }) => words[2] ?? []);
  if (servers.length === 0) return { kind: "system", when: "run-time", picks };
  const retry = linesOf(section, "timeout").findLast(({ words }) => words[1] === "retry");
  const ms = timeMs(retry?.words[2]);
  return {
    kind: "own",
    when: "run-time",
    resolvers: written(
      servers.map((server) => server.replace(/^(?:tcp|udp|ipv4|ipv6|quic)\w*@/, "")),
      wordAt(section.line, 0),
    ),
    families: ["ipv4", "ipv6"],
    spares: "at-once",
    timeoutMs:
      retry === undefined || ms === undefined ? assumed(RETRY_MS, at) : written(ms, wordAt(retry, 2)),
    picks,
  };
}
