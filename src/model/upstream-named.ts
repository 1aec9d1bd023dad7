import type { Gateway, Upstream } from "./config.ts";

/** The upstream of this name, as people write it or as the model identifies it. */
export function upstreamNamed(gateway: Gateway, name: string): Upstream | undefined {
  const wanted = name.toLowerCase();
  return (
    gateway.upstreams.find(({ id }) => id === name) ??
    gateway.upstreams.find((upstream) => upstream.name.toLowerCase() === wanted)
  );
}
