import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mustRun } from "./processes.ts";
import { TALLY } from "./services/serve.ts";
import { within } from "./within.ts";
import { firewall, type World } from "./world.ts";

/** What reached the services: per `address:port`, counted where they are and not where uhc says so. */
export interface Tally {
  /** Connection attempts over IPv4 that reached the services' host, repetitions among them. */
  readonly connections: ReadonlyMap<string, number>;
  /** Requests that the HTTP services of actor.ts saw. */
  readonly requests: ReadonlyMap<string, number>;
}

// Before every rule of a scenario, so that dropped attempts count too.
const COUNTERS = `table inet tally {
  set tried { type ipv4_addr . inet_service; size 65535; flags dynamic; counter; }
  chain arriving {
    type filter hook prerouting priority -350;
    tcp flags & (syn | ack) == syn update @tried { ip daddr . tcp dport counter }
  }
}`;

/** Counts from now on. */
export async function startTally(world: World): Promise<void> {
  await firewall(world.services, COUNTERS);
  writeFileSync(`${world.dir}/${TALLY}`, "", { mode: 0o666 });
}

/** What was counted. */
export async function readTally(world: World): Promise<Tally> {
  const listed = await mustRun(within(world.services, "nft", "-j", "list", "set", "inet", "tally", "tried"));
  const requests = new Map<string, number>();
  const file = `${world.dir}/${TALLY}`;
  for (const at of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    if (at !== "") {
      requests.set(at, (requests.get(at) ?? 0) + 1);
    }
  }
  return { connections: connectionsOf(listed), requests };
}

interface Listed {
  readonly nftables: readonly { readonly set?: { readonly elem?: readonly CountedElement[] } }[];
}

interface CountedElement {
  readonly elem: {
    readonly val: { readonly concat: readonly [string, number] };
    readonly counter: { readonly packets: number };
  };
}

function connectionsOf(json: string): Map<string, number> {
  const listed: Listed = JSON.parse(json);
  const elements = listed.nftables.flatMap(({ set }) => set?.elem ?? []);
  return new Map(elements.map(({ elem }) => [elem.val.concat.join(":"), elem.counter.packets]));
}

/** More attempts than these at one address and port are a burden. Repeated SYNs to a silent address count. */
const MOST_CONNECTIONS = 60;
const MOST_REQUESTS = 40;

/** Where uhc asked more often than it may. */
export function tallyProblems({ connections, requests }: Tally): string[] {
  return [
    ...[...connections].filter(([, n]) => n > MOST_CONNECTIONS).map(([at, n]) => `${n} connections to ${at}`),
    ...[...requests].filter(([, n]) => n > MOST_REQUESTS).map(([at, n]) => `${n} requests to ${at}`),
  ];
}
