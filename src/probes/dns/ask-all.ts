import type { DnsQuery } from "../../model/observation.ts";
import type { ProbeContext } from "../context.ts";
import type { Family } from "./address-order.ts";
import { askServer } from "./ask-server.ts";
import type { ServerAddress } from "./server-address.ts";

export interface AskAll {
  readonly name: string;
  readonly servers: readonly ServerAddress[];
  readonly families: readonly Family[];
  readonly usesTcp: boolean;
  readonly patienceMs: number;
}

export type AskEverybody = (ask: AskAll, context: ProbeContext) => Promise<readonly DnsQuery[]>;

export const TYPES = { ipv4: "A", ipv6: "AAAA" } as const satisfies Record<Family, DnsQuery["type"]>;

/**
 * Asks every server for every family at once, so that their answers can be compared and a dead server costs no more than
 * its own silence. The queries come back in the order of the servers.
 */
export function askEverybody(throttle: <T>(key: string, job: () => Promise<T>) => Promise<T>): AskEverybody {
  return ({ name, servers, families, usesTcp, patienceMs }, context) =>
    Promise.all(
      servers.flatMap((server) =>
        families.map((family) => {
          const question = { name, type: TYPES[family] };
          const ask = { server, question, patienceMs, usesTcp };
          return throttle(`${server.host} ${server.port}`, () => askServer(ask, context));
        }),
      ),
    );
}

/** The addresses in the answers, each once, with the family of its question. */
export function addressesIn(queries: readonly DnsQuery[]) {
  const seen = new Set<string>();
  return queries.flatMap((query) =>
    query.addresses.flatMap((address) => {
      if (seen.has(address)) return [];
      seen.add(address);
      const family: Family = query.type === "A" ? "ipv4" : "ipv6";
      return [{ address, family, ttlSeconds: query.ttlSeconds }];
    }),
  );
}
