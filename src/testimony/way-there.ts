import type { CauseId } from "../model/cause.ts";
import type { ObservationOf } from "../model/observation.ts";

type Connect = ObservationOf<"connect">;

/** What a connection to a wrong address ends in: no more than the consequence where the address is known to be wrong. */
export const WAY_THERE: readonly CauseId[] = [
  "port-refused",
  "connect-timeout",
  "host-unreachable",
  "network-unreachable",
  "firewall-blocks",
];

/** The connection to the address, a failed one first; undefined where none was made. */
export function connectionTo(address: string, connects: readonly Connect[]): Connect | undefined {
  const own = connects.filter(
    ({ request }) => request.target.kind === "tcp" && request.target.host === address,
  );
  return own.find(isBroken) ?? own.find(({ outcome }) => outcome.kind === "answered");
}

export function isBroken({ outcome }: Connect): boolean {
  return !["answered", "not-tried", "probe-broken"].includes(outcome.kind);
}
