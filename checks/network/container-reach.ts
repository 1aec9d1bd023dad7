import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import type { Target } from "../../src/model/config.ts";
import type { Container } from "../../src/model/container.ts";
import { asker, endpointGround, places, shellQuote, targetText } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { oldAddress } from "../../src/testimony/container-address.ts";
import {
  containerBehind,
  containersIn,
  gatewayContainer,
  isNamed,
  leadsFrom,
} from "../../src/testimony/container-place.ts";
import {
  type Barrier,
  behindLoopback,
  betweenNetworks,
  deafPort,
  isUp,
  nameOfContainer,
  publishedElsewhere,
  servesPort,
  unpublished,
} from "../../src/testimony/container-reach.ts";
import { fails } from "../../src/testimony/endpoint-fails.ts";
import { networkCommands, networkRemedy } from "../../src/testimony/network-remedy.ts";
import { ownersAt } from "../../src/testimony/owners-at.ts";
import { connectSentence } from "../../src/testimony/path-claim.ts";
import { curlCommand } from "../../src/testimony/reproduce.ts";
import { type Claim, conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "container-reach",
  layer: "network",
  since: "0.1.0",
  title: "The gateway and the service's container share a network",
  about: [
    "Asks the container engines of this host (Docker, Podman) which networks containers are in and which ports they publish, and",
    "the kernel who listens within each. A gateway in a container that calls loopback calls itself; one that shares no network",
    "with the container that it names, one on the host that uses a container's name, or a port that is open within a container",
    "alone, are `container-network-mismatch`. A published port that leads to where the service does not listen, or only on the",
    "container's loopback, is `service-on-other-port` or `service-bound-to-loopback`. All of it where the endpoint fails; where",
    "uhc stands in another network than the gateway, where nothing can listen as the gateway sees it. Failures in the log at an",
    "address that a container no longer has, since it was started again, are `dns-stale-address`.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    containers: needed("containers"),
    connects: useful("connect"),
    exchanges: useful("exchange"),
    resolves: useful("resolve"),
    listeners: useful("listeners"),
    processes: useful("process"),
    logs: useful("log"),
  },
  causes: {
    "container-network-mismatch": {
      title: ({ args }) => `${args.asker} can't reach ${args.place}: ${args.why}`,
      meaning:
        "Containers reach each other by name in networks that they share, and nowhere else. A name, an address or loopback means " +
        "something else in another network, and a port that is not published is closed to the host.",
      fix: ({ args }) => networkRemedy(args),
      verify: ({ args }) => [`${args.engine} network ls`, ...networkCommands(args)],
      includes: [],
      leadsTo: [
        "port-refused",
        "connect-timeout",
        "host-unreachable",
        "network-unreachable",
        "dns-name-not-found",
        "dns-server-failure",
        "dns-resolver-unreachable",
        "upstream-undefined",
      ],
    },
  },
  judge(look) {
    const { seen } = look;
    if (seen.containers.every(({ outcome }) => outcome.kind !== "answered"))
      return skip(seen.containers[0]?.outcome.reason ?? "no engine was asked");
    const { target } = look.about.endpoint;
    if (target.kind === "unix") return skip("a socket of the file system is in no network");
    const barrier = barrierAt(look, target);
    if (barrier === undefined) {
      const moved = movedAway(look, target);
      if (moved !== undefined) return conclude([root(moved)], "");
    }
    return barrier === undefined
      ? conclude([], "nothing about containers stands in the way")
      : conclude([claimed(look, barrier)], "");
  },
});

type Seen = {
  readonly containers: readonly ObservationOf<"containers">[];
  readonly connects: readonly ObservationOf<"connect">[];
  readonly exchanges: readonly ObservationOf<"exchange">[];
  readonly resolves: readonly ObservationOf<"resolve">[];
  readonly listeners: readonly ObservationOf<"listeners">[];
  readonly processes: readonly ObservationOf<"process">[];
  readonly logs: readonly ObservationOf<"log">[];
};
type ReachLook = EndpointLook & { readonly seen: Seen };
type Tcp = Extract<Target, { kind: "tcp" }>;

function barrierAt(look: ReachLook, target: Tcp): Barrier | undefined {
  const { seen } = look;
  const all = containersIn(seen);
  const gateway = gatewayContainer(all);
  const others = all.filter((one) => one !== gateway);
  if (gateway !== undefined) {
    const own = behindLoopback(gateway, target, others);
    if (own !== undefined) return own;
  }
  const isElsewhere = runsElsewhere(seen);
  const named = others.filter(isUp).find((one) => isNamed(one, target.host) || hasAddress(one, target.host));
  if (gateway !== undefined && named !== undefined && (fails(seen) || isElsewhere)) {
    const between = betweenNetworks(gateway, named, target);
    if (between !== undefined) return between;
  }
  if (!fails(seen)) return undefined;
  if (gateway === undefined && !isElsewhere) {
    if (named !== undefined && !hasAddress(named, target.host) && isLost(seen))
      return nameOfContainer(named, target);
    if (isClosedHere(seen)) {
      const elsewhere = publishedElsewhere(others, target);
      if (elsewhere !== undefined) return elsewhere;
      const hidden = servesPort(others, target.port);
      if (hidden !== undefined) return unpublished(hidden, target);
    }
  }
  return isLost(seen) ? undefined : deafBehind(look, target);
}

/** Asked of the gateway's own container alone: there the engine answers for names, and uhc can't ask. */
function movedAway({ about, gateway, seen }: ReachLook, target: Tcp): Claim | undefined {
  const all = containersIn(seen);
  const own = gatewayContainer(all);
  const named = all.find((one) => one !== own && one.status === "running" && isNamed(one, target.host));
  return own === undefined || named === undefined ? undefined : oldAddress(about, gateway, named, seen.logs);
}

/** Its processes are in another network than uhc, whether or not a container was found to hold them. */
function runsElsewhere({ processes }: Seen): boolean {
  return processes.some(({ facts }) => facts.processes.some(({ sharesNetwork }) => sharesNetwork === false));
}

function hasAddress({ networks }: Container, host: string): boolean {
  return networks.some(({ addresses }) => addresses.includes(host));
}

function isLost({ resolves }: Seen): boolean {
  return resolves.some(({ outcome }) => outcome.kind !== "answered" && outcome.kind !== "not-tried");
}

/** Refused by this host itself, on which nothing listens there. */
function isClosedHere({ connects, listeners }: Seen): boolean {
  return connects.some(({ outcome, request }) => {
    const place = ownersAt(request.target, listeners);
    return outcome.kind === "refused" && place !== undefined && place.owners.length === 0;
  });
}

/** The container that is meant runs, and its port leads nowhere. */
function deafBehind({ about, seen }: ReachLook, { host, port }: Tcp): Barrier | undefined {
  const behind = containerBehind(about, seen)?.container;
  if (behind?.status !== "running") return undefined;
  const published = behind.published.find((one) => leadsFrom(one, host, port));
  const isDirect = isNamed(behind, host) || hasAddress(behind, host);
  if (!isDirect && published === undefined) return undefined;
  return deafPort(behind, isDirect ? port : (published?.port ?? port));
}

function claimed({ about, gateway, seen }: ReachLook, barrier: Barrier): Finding {
  const { endpoint } = about;
  const connect = seen.connects[0];
  const failed = seen.connects.filter(({ outcome }) => outcome.kind !== "answered");
  const { target } = endpoint;
  const [location] = places(undefined, endpoint, about.routes[0]);
  return root({
    cause: barrier.cause,
    strength: barrier.strength,
    subject: about.subject,
    ground: endpointGround(endpoint),
    locations: places(undefined, endpoint, about.routes[0]),
    evidence: [...failed.slice(0, 1).map(connectSentence), ...barrier.evidence],
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      endpoint: endpoint.endpoint,
      target: targetText(target),
      place: endpoint.endpoint,
      host: target.kind === "tcp" ? target.host : "",
      port: target.kind === "tcp" ? target.port : 0,
      curl: connect === undefined ? "" : curlCommand(connect.request),
      reach: target.kind === "tcp" ? `nc -vz -w 5 ${shellQuote(target.host)} ${target.port}` : "",
      file: location?.file ?? "",
      line: location?.line ?? 0,
      engine: containersIn(seen)[0]?.engine ?? "docker",
      ...barrier.args,
    },
  });
}
