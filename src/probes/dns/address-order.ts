import { networkInterfaces } from "node:os";
import type { ResolvedAddress } from "../../model/observation.ts";

export type Family = "ipv4" | "ipv6";

/** The addresses that this host has itself; they decide which families are asked for and what comes first. */
export function localAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((entry) => entry.address));
}

/**
 * The families that getaddrinfo with AI_ADDRCONFIG asks for: those of which the host has an address besides 127.0.0.1
 * and ::1; both when it has both or neither (sysdeps/unix/sysv/linux/check_pf.c and getaddrinfo.c, glibc 2.36).
 */
export function configuredFamilies(local: readonly string[]): readonly Family[] {
  const hasIpv6 = local.some((address) => address.includes(":") && address !== "::1");
  const hasIpv4 = local.some((address) => !address.includes(":") && address !== "127.0.0.1");
  if (hasIpv4 === hasIpv6) return ["ipv4", "ipv6"];
  return hasIpv4 ? ["ipv4"] : ["ipv6"];
}

/**
 * The order in which getaddrinfo gives addresses, as far as RFC 6724 rules 1 and 6 go: IPv6 first, but last on a host
 * that has IPv4 addresses to send from and none of IPv6; within a family as the name server gave them. /etc/gai.conf,
 * labels and the longest matching prefix are left out: no gateway's state hangs on them.
 */
export function inOrderOfUse(
  addresses: readonly ResolvedAddress[],
  local: readonly string[],
): readonly ResolvedAddress[] {
  const sendsIpv6 = local.some(
    (address) => address.includes(":") && address !== "::1" && !isLinkLocal(address),
  );
  const sendsIpv4 = local.some((address) => !address.includes(":") && address !== "127.0.0.1");
  const rank = ({ address, family }: ResolvedAddress) => {
    if (family === "ipv4") return 1;
    return sendsIpv6 || !sendsIpv4 || address === "::1" || isLinkLocal(address) ? 0 : 2;
  };
  return [...addresses].sort((one, other) => rank(one) - rank(other));
}

function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/i.test(address);
}
