import type { Outcome } from "./outcome.ts";

export interface ResolveFacts {
  /** The addresses that the asker would get, in the order in which it would use them. */
  readonly addresses: readonly ResolvedAddress[];
  readonly source: "hosts-file" | "dns" | "nothing";
  /** Every question that was sent, also to servers whose answer the asker would not have needed. */
  readonly queries: readonly DnsQuery[];
  /** Lines of the hosts file that name it, whatever the source was. */
  readonly hostsFileAddresses: readonly string[];
}

export interface ResolvedAddress {
  readonly address: string;
  readonly family: "ipv4" | "ipv6";
  /** Undefined from the hosts file. */
  readonly ttlSeconds: number | undefined;
}

export interface DnsQuery {
  /** "10.0.0.2:53". */
  readonly server: string;
  /** As asked, with the search domain where one was added. */
  readonly name: string;
  readonly type: "A" | "AAAA";
  readonly outcome: Outcome;
  /** "NOERROR", "NXDOMAIN", … ; undefined without an answer. */
  readonly rcode: string | undefined;
  readonly addresses: readonly string[];
  readonly ttlSeconds: number | undefined;
  readonly durationMs: number;
  readonly usedTcp: boolean;
}
