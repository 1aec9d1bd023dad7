import type { Observation } from "../model/observation.ts";

/** Observations whose requests stand apart, each once. */
export interface Parted {
  readonly requests: readonly object[];
  /** `request` is the number of its request. */
  readonly observations: readonly (Omit<Observation, "request"> & { readonly request: number })[];
}

/**
 * Takes the requests out of observations. That several layers were seen over one and the same connection shows in that they
 * have one and the same request, and not only an equal one: two tries of the same ask for equal things.
 */
export function partRequests(observations: readonly Observation[]): Parted {
  const numbers = new Map<object, number>();
  const parted = observations.map((one) => {
    const number = numbers.get(one.request) ?? numbers.size;
    numbers.set(one.request, number);
    return { ...one, request: number };
  });
  return { requests: [...numbers.keys()], observations: parted };
}

/** Puts them in again; what names no request of the list is left as it is, and is no observation. */
export function joinRequests(
  requests: readonly unknown[],
  observations: readonly unknown[],
): readonly unknown[] {
  return observations.map((one) => {
    if (typeof one !== "object" || one === null || !("request" in one)) return one;
    const { request } = one;
    return typeof request === "number" ? { ...one, request: requests[request] } : one;
  });
}
