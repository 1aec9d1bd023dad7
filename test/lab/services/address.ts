import type { ListenOptions } from "node:net";

/** `10.0.0.1:80`, `[::1]:80` or `unix:/path`, as node:net takes it. */
export function address(at: string): { path: string } | { host: string; port: number } {
  if (at.startsWith("unix:")) {
    return { path: at.slice("unix:".length) };
  }
  const colon = at.lastIndexOf(":");
  return { host: at.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(at.slice(colon + 1)) };
}

/** The same for a server; an IPv6 address listens on IPv6 alone. */
export function listenAt(at: string): ListenOptions {
  return { ...address(at), ipv6Only: at.startsWith("[") };
}
