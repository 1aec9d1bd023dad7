import type { Location } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { dig, get, list, numberOf, text } from "../message.ts";
import { sharesOf } from "./shares.ts";

/** One cluster that an action may lead to. */
export interface Target {
  readonly cluster: string;
  readonly location: Location;
  readonly share: number | undefined;
  readonly entry: Value | undefined;
  readonly isVariable: boolean;
  /** It gets copies, and nobody waits for its answers. */
  readonly isMirror?: true;
  /** Its copies have the Host of the requests that they are of. */
  readonly keepsHost?: boolean;
}

/** Where an action sends requests: one cluster, one of several by weight, or one that only the request tells. */
export function targetsOf(action: Value | undefined): readonly Target[] {
  if (action === undefined) return [];
  const single = get(action, "cluster");
  if (single !== undefined)
    return [
      {
        cluster: scalarText(single) ?? "",
        location: locationOf(single),
        share: undefined,
        entry: undefined,
        isVariable: false,
      },
    ];
  const weighted = list(get(action, "weighted_clusters"), "clusters");
  const shareOf = sharesOf(weighted);
  if (weighted.length > 0)
    return weighted
      .filter((entry) => shareOf(entry) !== 0)
      .map((entry) => ({
        cluster: text(entry, "name") ?? text(entry, "cluster_header") ?? "",
        location: locationOf(get(entry, "name") ?? entry),
        share: shareOf(entry),
        entry,
        isVariable: text(entry, "name") === undefined,
      }));
  const header = get(action, "cluster_header");
  const name = header === undefined ? "chosen by an extension" : `header ${scalarText(header) ?? ""}`;
  return [
    {
      cluster: name,
      location: locationOf(header ?? action),
      share: undefined,
      entry: undefined,
      isVariable: true,
    },
  ];
}

/**
 * `request_mirror_policies` (route_components.proto): those of the action, else of the virtual host, else of the whole
 * configuration. A fraction of zero switches one off.
 */
export function mirrorTargets(
  action: Value,
  { host, config }: { readonly host: Value; readonly config: Value },
): readonly Target[] {
  const places = [action, host, config].map((place) => list(place, "request_mirror_policies"));
  const policies = places.find((found) => found.length > 0) ?? [];
  return policies.flatMap((policy) => {
    const name = get(policy, "cluster");
    const fraction = get(policy, "runtime_fraction");
    const isOff =
      fraction !== undefined && (numberOf(dig(fraction, "default_value", "numerator")) ?? 0) === 0;
    if (name === undefined || isOff) return [];
    const keepsHost = text(policy, "disable_shadow_host_suffix_append") === "true";
    const plain = {
      share: undefined,
      entry: undefined,
      isVariable: false,
      isMirror: true,
      keepsHost,
    } as const;
    return [{ ...plain, cluster: scalarText(name) ?? "", location: locationOf(name) }];
  });
}
