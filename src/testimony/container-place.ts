import { takesConnections } from "../model/bound-address.ts";
import type { SubjectOf } from "../model/check.ts";
import type { Target } from "../model/config.ts";
import type { Container, PublishedPort } from "../model/container.ts";
import { targetText } from "../model/evidence.ts";
import { isLoopback } from "../model/loopback.ts";
import type { ObservationOf } from "../model/observation.ts";
import { containerText } from "./container-text.ts";
import { ownersAt } from "./owners-at.ts";

/** A container that is meant to serve a place. */
export interface ContainerPlace {
  readonly container: Container;
  /** How that is known. */
  readonly tie: string;
  /** Others name the place as well, and are as dead. */
  readonly isUnsure: boolean;
}

export interface PlaceSeen {
  readonly containers: readonly ObservationOf<"containers">[];
  readonly connects: readonly ObservationOf<"connect">[];
  readonly listeners: readonly ObservationOf<"listeners">[];
}

export function containersIn({ containers }: Pick<PlaceSeen, "containers">): readonly Container[] {
  return containers.flatMap(({ facts }) => facts.containers);
}

/** The container that the gateway runs in; undefined on the host, and in a container that shares the host's network. */
export function gatewayContainer(containers: readonly Container[]): Container | undefined {
  return containers.find(({ gatewayPids, networkMode }) => gatewayPids.length > 0 && networkMode !== "host");
}

/**
 * The container behind an endpoint: the name or the address is its own, or it publishes the port at that place of this host.
 * One that runs goes before those that were left behind; of these the one that ended last.
 */
export function containerBehind(
  { endpoint }: SubjectOf["endpoint"],
  seen: PlaceSeen,
): ContainerPlace | undefined {
  const all = containersIn(seen);
  const gateway = gatewayContainer(all);
  const targets = [endpoint.target, ...seen.connects.map(({ request }) => request.target)];
  const found = all
    .filter((one) => one !== gateway)
    .flatMap((container) => {
      const tie = targets.map((target) => tieOf(container, target, { seen, gateway })).find(isTold);
      return tie === undefined ? [] : [{ container, tie }];
    });
  const up = found.filter(({ container: { status } }) => UP.has(status));
  if (up.length > 1) return undefined;
  const [first, second] = up.length === 1 ? up : found.toSorted((a, b) => endOf(b) - endOf(a));
  return first === undefined ? undefined : { ...first, isUnsure: second !== undefined };
}

const UP: ReadonlySet<Container["status"]> = new Set(["running", "paused", "restarting"]);

function isTold(tie: string | undefined): tie is string {
  return tie !== undefined;
}

function endOf({ container }: { readonly container: Container }): number {
  return container.finishedAt ?? 0;
}

interface Around {
  readonly seen: PlaceSeen;
  readonly gateway: Container | undefined;
}

function tieOf(container: Container, target: Target, { seen, gateway }: Around): string | undefined {
  if (target.kind !== "tcp") return undefined;
  const { host, port } = target;
  if (isNamed(container, host)) return `${host} is the name of ${containerText(container)}`;
  const network = container.networks.find(({ addresses }) => addresses.includes(host));
  if (network !== undefined)
    return `${host} is the address of ${containerText(container)} in the network ${network.name}`;
  // loopback within a container is the container itself
  if (gateway !== undefined && isLoopback(host)) return undefined;
  if (!isLoopback(host) && ownersAt(target, seen.listeners) === undefined) return undefined;
  const published = container.published.find((one) => leadsFrom(one, host, port));
  return published === undefined ? undefined : publishedText(container, published);
}

/**
 * Where a name is known that uhc can't ask for: the engine answers for it within the gateway's own container alone. That it is
 * not found from the host says nothing of the gateway. Undefined for any other name.
 */
export function knownWithin(
  { host }: { readonly host: string },
  observations: readonly ObservationOf<"containers">[],
): string | undefined {
  const all = containersIn({ containers: observations });
  const gateway = gatewayContainer(all);
  const named = all.find((one) => one !== gateway && one.status === "running" && isNamed(one, host));
  if (gateway === undefined || named === undefined) return undefined;
  return `${host} is the name of ${containerText(named)}, which is known in ${containerText(gateway)} alone, in which the gateway runs`;
}

/** Names are compared as DNS compares them. */
export function isNamed({ name, networks }: Container, host: string): boolean {
  const wanted = host.toLowerCase();
  return [name, ...networks.flatMap(({ aliases }) => aliases)].some((one) => one.toLowerCase() === wanted);
}

/** An engine that is told of no address publishes over both families. */
export function leadsFrom({ hostAddress, hostPort }: PublishedPort, host: string, port: number): boolean {
  return hostPort === port && (hostAddress === "0.0.0.0" || takesConnections(hostAddress, host));
}

/** "container api publishes its port 80 at 127.0.0.1:8080". */
export function publishedText(container: Container, { hostAddress, hostPort, port }: PublishedPort): string {
  const at = targetText({ kind: "tcp", host: hostAddress, port: hostPort, isAddress: true });
  return `${containerText(container)} publishes its port ${port} at ${at}`;
}
