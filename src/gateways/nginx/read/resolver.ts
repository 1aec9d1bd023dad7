import type { NameResolution, Target } from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import { assumed, written } from "../../../model/source.ts";
import { nearest, type Place, valueLocation } from "../context.ts";
import { parseTime } from "../units.ts";
import { parseAddress, targetOf } from "./address.ts";
import { timeSetting } from "./settings.ts";

/** nginx's own resolver waits this long for an answer (resolver_timeout). */
const RESOLVER_TIMEOUT_MS = 30_000;
const DNS_PORT = 53;

/** How a name in the config becomes addresses when nginx starts: by the C library, once. */
export function resolvedAtStart(target: Target): NameResolution {
  return { kind: target.kind === "unix" || target.isAddress ? "none" : "system" };
}

/** How it does while nginx runs: by nginx's own resolver, if the config names one. */
export function resolvedLater(target: Target, place: Place, when: "run-time" | "request"): NameResolution {
  if (target.kind === "unix" || target.isAddress) return { kind: "none" };
  const [line] = nearest(place.scope, "resolver");
  if (line === undefined && !place.reading.seesAll) return unseenResolver(place, when);
  if (line === undefined || line.word(0)?.text === "off") return { kind: "missing" };
  const words = line.words.map((word) => word.text);
  const families = (["ipv4", "ipv6"] as const).filter((family) => !words.includes(`${family}=off`));
  return {
    kind: "own",
    when,
    resolvers: written(words.filter((word) => !word.includes("=")).map(resolverAddress), valueLocation(line)),
    families,
    timeoutMs: timeSetting(
      { ...place, actsOn: valueLocation(line) },
      "resolver_timeout",
      RESOLVER_TIMEOUT_MS,
    ),
    keptMs: keptMs(words),
  };
}

/** `valid=30s`: answers are kept so long, whatever their own time to live (ngx_resolver_create). */
function keptMs(words: readonly string[]): number | undefined {
  const valid = words.find((word) => word.startsWith("valid="));
  return valid === undefined ? undefined : parseTime(valid.slice("valid=".length), "s");
}

/** The resolver must stand in a part of the config that is not in sight. */
function unseenResolver({ actsOn }: Place, when: "run-time" | "request"): NameResolution {
  const timeoutMs = assumed(RESOLVER_TIMEOUT_MS, actsOn);
  return { kind: "own", when, resolvers: assumed([], actsOn), families: ["ipv4", "ipv6"], timeoutMs };
}

function resolverAddress(text: string): string {
  const address = parseAddress(text, false);
  return address.kind === "host" ? targetText(targetOf(address, DNS_PORT)) : text;
}
