import type { SubjectOf } from "../model/check.ts";
import { targetText } from "../model/evidence.ts";
import type { ObservationOf } from "../model/observation.ts";

/**
 * How the gateway's log may name the endpoint: each address that it was asked at, as "10.0.0.5:80" or "unix:/path"; and the
 * configured name with its port, where the log knows it by an alias, or names the request and not who was asked.
 */
export function peersOf(
  { endpoint }: Pick<SubjectOf["endpoint"], "endpoint">,
  connects: readonly ObservationOf<"connect">[],
): ReadonlySet<string> {
  const { target } = endpoint;
  const asked = [endpoint.endpoint, ...connects.map(({ request }) => targetText(request.target))];
  return new Set(target.kind === "unix" || target.isAddress ? [...asked, targetText(target)] : asked);
}
