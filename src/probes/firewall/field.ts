import { isObject, listIn, member, textIn } from "../json.ts";
import type { Packet } from "./packet.ts";

/** What a packet has in the place that a rule asks about; undefined where that can't be known from here. */
export type Value = string | number | readonly (string | number)[] | undefined;

/** No packet of ours has it: a header of another protocol. */
export const ABSENT = "absent";

/** The value of the left side of a match, or of the key of a verdict map (libnftables-json(5), expressions). */
export function fieldOf(expression: unknown, packet: Packet): Value | typeof ABSENT {
  if (!isObject(expression)) return undefined;
  const payload = member(expression, "payload");
  if (payload !== undefined)
    return payloadOf(textIn(payload, "protocol") ?? "", textIn(payload, "field") ?? "", packet);
  const meta = member(expression, "meta");
  if (meta !== undefined) return metaOf(textIn(meta, "key") ?? "", packet);
  // The first packet of a connection is new; what else conntrack knows of it can't be seen.
  if (textIn(member(expression, "ct"), "key") === "state") return "new";
  const fib = member(expression, "fib");
  if (textIn(fib, "result") === "type" && listIn(fib, "flags").join() === "daddr")
    return packet.isLocal ? "local" : "unicast";
  const parts = listIn(expression, "concat").map((part) => fieldOf(part, packet));
  if (parts.length === 0) return undefined;
  if (parts.includes(ABSENT)) return ABSENT;
  const known = parts.filter((part) => typeof part === "string" || typeof part === "number");
  return known.length === parts.length ? known : undefined;
}

function payloadOf(protocol: string, field: string, packet: Packet): Value | typeof ABSENT {
  if (protocol === "ip" || protocol === "ip6") return internet(protocol, field, packet);
  if (protocol === "tcp" || protocol === "th") {
    if (field === "dport") return packet.port;
    return field === "flags" ? ["syn"] : undefined;
  }
  // Protocols that our packet is not: UDP, ICMP, SCTP.
  return ["udp", "udplite", "icmp", "icmpv6", "sctp", "dccp", "esp", "ah", "igmp"].includes(protocol)
    ? ABSENT
    : undefined;
}

function internet(protocol: "ip" | "ip6", field: string, packet: Packet): Value | typeof ABSENT {
  if (protocol !== packet.family) return ABSENT;
  if (field === "saddr") return packet.source;
  if (field === "daddr") return packet.destination;
  return field === "protocol" || field === "nexthdr" ? "tcp" : undefined;
}

function metaOf(key: string, packet: Packet): Value {
  switch (key) {
    case "l4proto":
      return "tcp";
    case "nfproto":
      return packet.family === "ip" ? "ipv4" : "ipv6";
    case "protocol":
      return packet.family;
    case "iif":
    case "iifname":
      return packet.inInterface ?? "";
    case "oif":
    case "oifname":
      return packet.outInterface ?? "";
    case "skuid":
      return packet.account;
    default:
      // Mark, control group, time: the gateway's own are not uhc's.
      return undefined;
  }
}
