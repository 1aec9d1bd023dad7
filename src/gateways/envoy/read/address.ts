import ipaddr from "ipaddr.js";
import type { Target } from "../../../model/config.ts";
import { scalarText, type Value } from "../../../text/tree.ts";
import { get, numberOf, text } from "../message.ts";

/** What a `core.v3.Address` names. */
export interface Address {
  readonly target: Target;
  readonly isUdp: boolean;
  /** Where its host and its port stand; undefined where it has none. */
  readonly hostAt?: Value;
  readonly portAt?: Value | undefined;
}

/** Reads an address; undefined for none, and for one within Envoy itself (`envoy_internal_address`). */
export function readAddress(address: Value | undefined): Address | undefined {
  const pipe = text(get(address, "pipe"), "path");
  if (pipe !== undefined) return { target: { kind: "unix", path: pipe }, isUdp: false };
  const socket = get(address, "socket_address");
  const hostAt = get(socket, "address");
  const host = hostAt === undefined ? undefined : scalarText(hostAt);
  if (hostAt === undefined || host === undefined) return undefined;
  const portAt = get(socket, "port_value");
  const port = numberOf(portAt) ?? 0;
  const target = { kind: "tcp", host, port, isAddress: ipaddr.isValid(host) && !/^\d+$/.test(host) } as const;
  return { target, isUdp: text(socket, "protocol") === "UDP", hostAt, portAt };
}
