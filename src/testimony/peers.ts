import type { SubjectOf } from "../model/check.ts";
import { targetText } from "../model/evidence.ts";
import type { ObservationOf } from "../model/observation.ts";

/** How the gateway's log may name the endpoint: each address that it was asked at, as "10.0.0.5:80" or "unix:/path". */
export function peersOf(
  { endpoint }: Pick<SubjectOf["endpoint"], "endpoint">,
  connects: readonly ObservationOf<"connect">[],
): ReadonlySet<string> {
  const asked = connects.map(({ request }) => targetText(request.target));
  const { target } = endpoint;
  return new Set(target.kind === "unix" || target.isAddress ? [...asked, targetText(target)] : asked);
}
