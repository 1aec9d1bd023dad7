import type { Gateway, Route, Upstream } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import type { AskedPlace } from "../model/request.ts";

/** More routes than this are no longer looked through for each line of a log. */
const MOST = 1_000;

/**
 * Who is asked for which requests, for a gateway whose log names requests alone; empty where the log itself says who was
 * asked, or where the config is not known well enough.
 */
export function askedPlaces({
  logsRequestsAlone,
  routes,
  upstreams,
}: Pick<Gateway, "logsRequestsAlone" | "routes" | "upstreams">): readonly AskedPlace[] {
  if (logsRequestsAlone !== true || routes.length > MOST) return [];
  const byId = new Map(upstreams.map((one) => [one.id, one]));
  return routes.flatMap((route) => {
    const upstream = byId.get(route.forward.upstream);
    return upstream === undefined ? [] : [placeOf(route, upstream)];
  });
}

function placeOf({ hosts, match, condition, purpose }: Route, { name, endpoints }: Upstream): AskedPlace {
  const [only] = endpoints;
  const isKnown = endpoints.length === 1 && only !== undefined;
  const isAddress = only?.target.kind === "unix" || only?.target.isAddress === true;
  return {
    hosts: hosts.map((host) => host.toLowerCase()),
    match,
    // what the gateway asks for itself goes before what the client asks for, and a pattern may mean something else here
    isConditional: condition !== undefined || purpose !== undefined || match.kind === "regex",
    upstream: name,
    peer: isKnown ? (isAddress ? targetText(only.target) : only.endpoint) : undefined,
  };
}
