import type { SubjectOf } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import type { Container } from "../model/container.ts";
import { listed, places, shellQuote } from "../model/evidence.ts";
import type { ObservationOf } from "../model/observation.ts";
import { containerText } from "./container-text.ts";
import { ACCUSING_WORDS } from "./log-causes.ts";
import { logClaim, loggedAs, moment } from "./logged.ts";
import type { Claim } from "./verdict.ts";

/** Failures that name the address at which they were met. */
const FAILURES = ACCUSING_WORDS.filter((word) => word !== "name-not-resolved");

/**
 * A container that was started again has another address, and a gateway that resolved its name at its own start goes on with
 * the old one: its log shows failures there since. One that resolves at run time asks again by itself.
 */
export function oldAddress(
  { endpoint, subject, routes }: SubjectOf["endpoint"],
  gateway: Gateway,
  target: Container,
  logs: readonly ObservationOf<"log">[],
): Claim | undefined {
  const { startedAt, networks, engine } = target;
  const addresses = networks.flatMap((network) => network.addresses);
  if (endpoint.target.kind !== "tcp" || endpoint.resolution.kind === "own") return undefined;
  if (startedAt === undefined || addresses.length === 0) return undefined;
  const { host, port } = endpoint.target;
  const current = new Set(addresses.map((address) => `${address}:${port}`));
  const stale = loggedAs(
    logs,
    FAILURES,
    ({ peer = "", lastAt }) => peer.endsWith(`:${port}`) && lastAt > startedAt && !current.has(peer),
  ).filter(({ peer }) => !isConfigured(gateway, peer));
  const [last] = stale;
  if (last?.peer === undefined) return undefined;
  const claim = logClaim(gateway, stale, {
    cause: "dns-stale-address",
    strength: 0.94,
    subject,
    ground: `name:${host}`,
    locations: places(undefined, endpoint, routes[0]),
    args: {
      name: host,
      stale: last.peer,
      via: "start",
      look: `${engine} inspect ${shellQuote(target.name)}`,
    },
  });
  const now = `${containerText(target)} has ${listed(addresses)}, and was started at ${moment(startedAt)}`;
  return { ...claim, evidence: [...claim.evidence, now] };
}

function isConfigured({ upstreams }: Gateway, peer: string | undefined): boolean {
  return upstreams.some(({ endpoints }) => endpoints.some(({ endpoint }) => endpoint === peer));
}
