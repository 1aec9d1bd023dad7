/**
 * Whether a socket that is bound to one address takes connections to another. "::" takes IPv4 too unless its socket says
 * otherwise (ipv6(7), IPV6_V6ONLY), which nothing here shows.
 */
export function takesConnections(bound: string, called: string): boolean {
  return bound === called || bound === "::" || (bound === "0.0.0.0" && !called.includes(":"));
}
