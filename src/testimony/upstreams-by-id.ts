import type { Gateway, Upstream } from "../model/config.ts";

/** Made once for all checks that ask. */
const known = new WeakMap<Gateway, ReadonlyMap<string, Upstream>>();

/** `Upstream.id` → the upstream, for checks that go from routes to upstreams: configs have thousands of both. */
export function upstreamsById(gateway: Gateway): ReadonlyMap<string, Upstream> {
  const upstreams =
    known.get(gateway) ?? new Map(gateway.upstreams.map((upstream) => [upstream.id, upstream]));
  known.set(gateway, upstreams);
  return upstreams;
}
