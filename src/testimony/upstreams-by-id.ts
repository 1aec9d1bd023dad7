import type { Gateway, Upstream } from "../model/config.ts";

/** `Upstream.id` → the upstream, for checks that go from routes to upstreams: configs have thousands of both. */
export function upstreamsById(gateway: Gateway): ReadonlyMap<string, Upstream> {
  return new Map(gateway.upstreams.map((upstream) => [upstream.id, upstream]));
}
