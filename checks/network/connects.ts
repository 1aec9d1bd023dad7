import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, duration, routeOf, shellQuote, targetText } from "../../src/model/evidence.ts";
import { isLoopback } from "../../src/model/loopback.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { type Forwarding, forwardingOf, forwardText } from "../../src/testimony/forwarding.ts";
import { forSome } from "../../src/testimony/logged.ts";
import { ownersAt, type PlaceHere } from "../../src/testimony/owners-at.ts";
import { connectSentence, pathClaim, sharedThing, whereTo } from "../../src/testimony/path-claim.ts";
import { refusedBefore } from "../../src/testimony/refused-before.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { eachStep, subjectAt } from "../../src/testimony/steps.ts";
import { against, conclude, root, skip } from "../../src/testimony/verdict.ts";

type Connect = ObservationOf<"connect">;

/** A neighbour that does not answer ARP or ND is given up after three tries of one second (Linux, mcast_solicit). */
const NEIGHBOUR_GIVEN_UP_MS = 2_000;
/** What comes sooner than this was answered by somebody. */
const AT_ONCE_MS = 1_000;

export default defineCheck({
  id: "connects",
  layer: "network",
  since: "0.1.0",
  title: "A connection to the endpoint opens",
  about: [
    "Opens a connection to every address of the endpoint, from the source address that the gateway uses. The system's",
    "word names the cause: refused is `port-refused`, silence `connect-timeout`, no route `network-unreachable` or",
    "`host-unreachable`. Silence that lasts for a shorter time than the gateway waits proves less. From here a closed",
    "port can't be told from a rule that answers with a reset, nor a full accept queue from a rule that drops. Where the",
    "connection is made again and ends in another way, the cause holds for some of the requests; so it does where it opens only",
    "after a refusal, more than once or with refusals in the gateway's log.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    connects: needed("connect"),
    again: useful("connect", "repeat"),
    exchanges: useful("exchange"),
    listeners: useful("listeners"),
    firewall: useful("firewall"),
    logs: useful("log"),
  },
  causes: {
    "port-refused": {
      title: (of) => {
        const host = sharedThing(of.args.shared);
        if (of.args.sometimes === 1) return `Connections to ${whereTo(of)} are refused now and then`;
        return host === undefined
          ? `Nothing listens on ${whereTo(of)}`
          : `Nothing listens on ${of.endpointCount} ports of ${host}`;
      },
      meaning:
        "The host answers, and says that no process accepts connections there: the service is stopped, still starting, or " +
        "listens on another port, another address or in another container. A firewall that answers with a reset looks the " +
        "same from outside.",
      fix: (of) =>
        fix(
          `Start the service behind ${of.args.place}, or correct the address`,
          [
            `On ${isLoopback(String(of.args.host)) ? "this host" : of.args.host}: check whether the service runs, and on which address and port it listens.`,
            ...(of.args.sometimes === 1
              ? [
                  "It opens at other times: check whether the service restarts, and whether one of several behind the address is down.",
                ]
              : []),
            ...(isLoopback(String(of.args.host))
              ? []
              : [
                  "If it listens on 127.0.0.1 there and the gateway comes from elsewhere, let it listen on 0.0.0.0 or [::].",
                ]),
            configStep(
              of,
              { nginx: "name the port on which the service listens." },
              "Or correct the port of the endpoint.",
            ),
          ],
          [of.args.port === 0 ? "ss -lxp" : `ss -ltnp 'sport = :${of.args.port}'`],
        ),
      verify: ({ args }) => [String(args.reach)],
      includes: [],
    },
    "connect-timeout": {
      title: (of) =>
        of.args.shared === undefined
          ? `Nothing answers a connection to ${whereTo(of)}`
          : `Nothing gets through to ${whereTo(of)}`,
      meaning:
        "The packets that open a connection vanish. A firewall, security group or network policy drops them, the host is " +
        "off or has another address, the way back is missing, or the service's queue of waiting connections is full.",
      fix: (of) =>
        fix(
          `Let the gateway through to ${sharedThing(of.args.shared) ?? of.args.target}, or bring the host up`,
          [
            "Look in firewall, security group and network policy for the gateway's address as a source.",
            "Check whether the host is up, and whether this is still its address.",
            "On the host: SYNs that arrive and are not answered mean a full accept queue (see Recv-Q) or a rule there.",
          ],
          [
            `tcpdump -ni any host ${of.args.host} and tcp port ${of.args.port}`,
            `ss -ltn 'sport = :${of.args.port}'`,
          ],
        ),
      verify: ({ args }) => [String(args.reach)],
      includes: [],
    },
    "host-unreachable": {
      title: (of) => `No route to the host of ${whereTo(of)}`,
      meaning:
        "A router says that the host can't be reached, or the host is in the same network and does not answer when it is " +
        "looked for: it is off, or the address is no longer its own. A route of type `unreachable` on this host says so as well.",
      fix: (of) =>
        fix(
          `Bring ${sharedThing(of.args.shared) ?? of.args.host} up, or correct the address`,
          [
            "In the same network: FAILED or INCOMPLETE in the neighbour table means that no host has this address.",
            "Behind a router: look at its route to the host.",
            "A route that begins with `unreachable` stands in this host's own table: somebody, or a VPN, put it there.",
          ],
          [
            `ip route get ${shellQuote(String(of.args.host))}`,
            `ip neigh show ${shellQuote(String(of.args.host))}`,
          ],
        ),
      verify: ({ args }) => [String(args.reach)],
      includes: [],
    },
    "network-unreachable": {
      title: (of) => `This host has no route to ${whereTo(of)}`,
      meaning:
        "The gateway's host knows no way to the network of the address, or drops it by a route of its own. Often an IPv6 " +
        "address on a host without IPv6, a VPN or an interface that is down, or a container on another network.",
      fix: (of) =>
        fix(
          `Add a route to ${sharedThing(of.args.shared) ?? of.args.host} on the gateway's host, or use an address that it reaches`,
          ["Check whether the interface or tunnel that leads there is up."],
          [`ip route get ${shellQuote(String(of.args.host))}`, "ip -br address"],
        ),
      verify: ({ args }) => [String(args.reach), `ip route get ${shellQuote(String(args.host))}`],
      includes: [],
    },
  },
  judge(look) {
    const { about, seen } = look;
    const tried = [...seen.connects, ...inTheirOwnRight(seen)].filter(
      ({ outcome }) => !["not-tried", "probe-broken"].includes(outcome.kind),
    );
    const [first] = tried;
    if (first === undefined) return skip(`not tried: ${seen.connects[0]?.outcome.reason ?? "unknown"}`);
    const findings = eachStep(about, tried, (connect) => {
      const all = alike(connect, tried);
      // a check may go to another place than the traffic
      const place = targetText(connect.request.target);
      const others = all.filter(({ request }) => targetText(request.target) === place);
      const mixed = refusedBefore(connect, others, seen.logs);
      if (mixed !== undefined) return [forSome(root(pathClaim(look, connect, mixed)))];
      if (connect.outcome.kind === "answered") return opened(look, connect, all.some(failsToOpen));
      const failed = others.filter(failsToOpen).length;
      const reason = reasonOf(connect);
      if (reason === undefined) return [];
      const here =
        reason.cause === "port-refused" ? ownersAt(connect.request.target, seen.listeners) : undefined;
      const forwarding = forwardingOf(connect.request.target, seen.firewall);
      const isSome = failed < others.length;
      const share = isSome
        ? [`${failed} of ${others.length} connections end like this, the others open`]
        : [];
      const evidence = [...(reason.evidence ?? []), ...share, ...nobodyHere(here, forwarding)];
      const args = { sometimes: isSome ? 1 : 0 };
      return [root(pathClaim(look, connect, { ...reason, evidence, args }))];
    });
    return conclude(findings, connectSentence(first));
  },
});

function failsToOpen({ outcome }: Connect): boolean {
  return outcome.kind !== "answered";
}

/** The list of this host's sockets, where the endpoint is this host; it says nothing of a port that a rule passes on. */
function nobodyHere(place: PlaceHere | undefined, forwarding: Forwarding): readonly string[] {
  if (place === undefined || place.owners.length > 0) return [];
  return forwarding.kind === "forwarded"
    ? [forwardText(forwarding)]
    : [`this host has ${place.address}, and no process listens on its port ${place.port}`];
}

/** Behind a request that was cut, a refusal may be what the end of the service left: it says nothing of the port. */
function inTheirOwnRight({ again, exchanges }: Repeats): readonly Connect[] {
  const isCut = exchanges.some(({ outcome }) => outcome.kind === "reset");
  return isCut ? again.filter(({ outcome }) => outcome.kind !== "refused") : again;
}

interface Repeats {
  readonly again: readonly Connect[];
  readonly exchanges: readonly ObservationOf<"exchange">[];
}

/** An open connection rules out what would have prevented it, unless the gateway would not have waited for it. */
function opened(look: EndpointLook, connect: Connect, failsAtTimes: boolean) {
  const limit = connect.request.limits.connectMs;
  if (limit !== undefined && connect.durationMs > limit) return [tooLate(look, connect, limit)];
  if (failsAtTimes) return [];
  const evidence = [connectSentence(connect)];
  const out = ["connect-timeout", "port-refused", "host-unreachable", "network-unreachable"] as const;
  return out.map((cause) => against(cause, subjectAt(look.about, connect), 0.95, evidence));
}

function tooLate(look: EndpointLook, connect: Connect, limit: number) {
  const route = routeOf(look.about, connect);
  const protocol = route?.forward.protocol ?? "http";
  const isPlain = protocol === "http" || protocol === "tcp" || protocol === "udp";
  const args = {
    took: duration(connect.durationMs),
    limit: duration(limit),
    setting: "handshake",
    family: isPlain ? "proxy" : protocol,
    wanted: `${Math.ceil((connect.durationMs * 2) / 1000)}s`,
    patience: Math.ceil((connect.durationMs * 2) / 1000),
  };
  const value = route?.forward.timeouts.connectMs.location;
  const evidence = [`the gateway gives up opening a connection after ${duration(limit)}`];
  return root(pathClaim(look, connect, { cause: "timeout-too-short", strength: 0.8, value, evidence, args }));
}

function reasonOf(connect: Connect) {
  const { outcome, request } = connect;
  if (outcome.kind === "refused" && outcome.code !== "EAGAIN")
    return { cause: "port-refused", strength: 0.95, evidence: [] } as const;
  if (request.target.kind === "unix") return undefined;
  if (outcome.kind === "timed-out") return silence(connect);
  if (outcome.kind !== "unreachable") return undefined;
  if (outcome.code === "EHOSTUNREACH" || outcome.code === "EHOSTDOWN")
    return { cause: "host-unreachable", ...unreachable(connect) } as const;
  if (outcome.code === "EINVAL")
    return {
      cause: "network-unreachable",
      strength: connect.facts.failedHere === true ? 0.93 : 0.7,
      evidence: ["a route of this host drops the address"],
    } as const;
  if (outcome.code === "ENETUNREACH" || outcome.code === "EAFNOSUPPORT" || outcome.code === "ENETDOWN")
    return { cause: "network-unreachable", strength: 0.95 } as const;
  return undefined;
}

/** SYNs go out after 0, 1 and 3 s (RFC 6298 section 5, tcp_syn_retries): the longer the silence, the surer. */
function silence({ outcome, durationMs, request }: Connect) {
  const cause = "connect-timeout";
  const limit = request.limits.connectMs;
  if (outcome.code === "ETIMEDOUT" || (limit !== undefined && durationMs >= limit))
    return { cause, strength: 0.95 } as const;
  const longer = limit === undefined ? "" : `, after ${duration(limit)}`;
  const evidence = [`uhc gave up before the gateway would${longer}`];
  if (durationMs < 3_100)
    evidence.push("a host of the same network that is off looks the same until about 3 s have passed");
  const strength = durationMs >= 3_000 ? 0.88 : durationMs >= 1_000 ? 0.8 : 0.6;
  return { cause, strength, evidence } as const;
}

/** At once, somebody said it, and then a rule is likelier: `not-filtered` speaks for that. */
function unreachable({ durationMs, facts }: Connect) {
  if (facts.failedHere === true)
    return {
      strength: 0.93,
      evidence: ["no packet was sent: a route of this host itself says that the address can't be reached"],
    };
  if (durationMs >= NEIGHBOUR_GIVEN_UP_MS)
    return {
      strength: 0.9,
      evidence: ["that long it takes until a neighbour is given up that does not answer ARP"],
    };
  return { strength: durationMs < AT_ONCE_MS ? 0.3 : 0.6, evidence: [] };
}
