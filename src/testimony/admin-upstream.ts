import type { AdminUpstream } from "../model/admin.ts";
import type { ObservationOf } from "../model/observation.ts";

/** What the gateway itself says of an upstream; undefined where it was not asked, or does not tell. */
export function adminUpstream(
  admin: readonly ObservationOf<"admin">[],
  name: string,
): { readonly told: AdminUpstream; readonly place: string } | undefined {
  for (const { facts, request } of admin) {
    const told = facts.upstreams?.find(({ upstream }) => upstream === name);
    if (told !== undefined) return { told, place: request.place.text };
  }
  return undefined;
}
