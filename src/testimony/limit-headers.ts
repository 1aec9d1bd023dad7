import { quoted } from "../model/evidence.ts";
import type { ObservationOf } from "../model/observation.ts";

/** draft-ietf-httpapi-ratelimit-headers and its forerunners, and what model APIs count: requests and tokens. */
const LIMIT =
  /^(retry-after(-ms)?|(x-)?ratelimit(-(limit|remaining|reset|policy))?(-(requests|tokens))?|x-rate-limit-.{1,20}|anthropic-ratelimit-(requests|tokens|input-tokens|output-tokens)-(limit|remaining|reset))$/i;

/** Retry-After, and what services say of their limits, as sentences. */
export function limitHeaders({ facts }: ObservationOf<"exchange">): readonly string[] {
  return facts.headers
    .filter(([name]) => LIMIT.test(name))
    .slice(0, 4)
    .map(([name, value]) => `${name}: ${quoted(value, 40)}`);
}
