import type { Upstream } from "../model/config.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { PriorityHealth } from "../model/panic.ts";
import { adminUpstream } from "./admin-upstream.ts";

/**
 * How many endpoints of each priority the gateway itself holds for healthy; all of them are of one priority where it tells
 * their number alone. Undefined where it was not asked, or knows no endpoint.
 */
export function toldHealth(
  { name }: Pick<Upstream, "name">,
  admin: readonly ObservationOf<"admin">[],
): readonly PriorityHealth[] | undefined {
  const told = adminUpstream(admin, name)?.told;
  if (told?.known === undefined || told.known === 0) return undefined;
  const peers = admin.flatMap(({ facts }) => facts.peers.filter(({ upstream }) => upstream === name));
  // counters may be younger than the list
  if (peers.length !== told.known) return [{ healthy: told.healthy ?? 0, all: told.known }];
  const counted = peers.filter(({ isExcluded }) => isExcluded !== true);
  return byPriority(counted.map(({ priority, state }) => ({ priority, isHealthy: state === "up" })));
}

/** Counts what is healthy in each priority, from the first on. */
export function byPriority(
  endpoints: readonly { readonly priority?: number | undefined; readonly isHealthy: boolean }[],
): readonly PriorityHealth[] {
  // numbers of a hostile answer must not make a list of their own length
  const numbers = [...new Set(endpoints.map(({ priority }) => priority ?? 0))].sort(
    (one, other) => one - other,
  );
  return numbers.map((number) => {
    const own = endpoints.filter(({ priority }) => (priority ?? 0) === number);
    return { healthy: own.filter(({ isHealthy }) => isHealthy).length, all: own.length };
  });
}
