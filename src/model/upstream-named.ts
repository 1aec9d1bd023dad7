import type { Gateway, Upstream } from "./config.ts";

/** The upstream of this name, as people write it or as the model identifies it. */
export function upstreamNamed(gateway: Gateway, name: string): Upstream | undefined {
  return gateway.upstreams.find((upstream) => upstream.id === name || upstream.name === name);
}
