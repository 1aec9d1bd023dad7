import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route, Upstream } from "../../src/model/config.ts";
import { duration } from "../../src/model/evidence.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { ownListeners } from "../../src/testimony/own-listeners.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** Linux gives up a connection after some 127 s (tcp_syn_retries = 6); others after 75 s. */
const KERNEL_GIVES_UP_MS = 127_000;

type Upstreams = ReturnType<typeof upstreamsById>;

export default defineCheck({
  id: "timeouts-ordered",
  layer: "config",
  since: "0.1.0",
  title: "The timeouts along the way to an upstream do not contradict each other",
  about: [
    "Lays the limits of each route side by side: connect, read, and the limit over all retries. Fires where another try is",
    "wanted after a timeout and the limit over all tries ends before the first try has timed out, so there is never a",
    "second one; where the tries together take longer than the limit over all of them; where the connect limit is longer than",
    "the kernel's, which gives up by itself, or than the limit on the whole request; and, as information, where a route leads to a listener of this very config whose",
    "own routes wait longer than it does. Limits of clients and of load balancers in front stand elsewhere, and are not judged.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "timeout-order-wrong": {
      title: ({ args }) => `${args.what}`,
      meaning:
        "Of two limits on the same way the shorter one always wins, so the other does nothing: a retry that never comes, or a " +
        "wait that the kernel ends first.",
      fix: (of) =>
        fix("Order the limits: connect below read, and read below the limit over all tries", [
          configStep(
            of,
            { nginx: String(of.args.step ?? "") },
            "Shorten the inner limit, or lengthen the outer one.",
          ),
        ]),
      verify: () => ["uhc inspect"],
      includes: [],
    },
  },
  judge({ gateway }) {
    const upstreams = upstreamsById(gateway);
    const behind = longestBehind(gateway);
    return conclude(
      gateway.routes.flatMap((route) => [
        ...noSecondTry(gateway, upstreams, route),
        ...lastTriesCutOff(gateway, route),
        ...beyondKernel(gateway, route),
        ...beyondRequest(gateway, route),
        ...cutFromOutside(gateway, route, behind(upstreams.get(route.forward.upstream))),
      ]),
      "every limit can be reached",
    );
  },
});

function noSecondTry(gateway: Gateway, upstreams: Upstreams, route: Route): readonly Finding[] {
  const { retry } = route.forward;
  const { totalMs } = retry;
  const upstream = upstreams.get(route.forward.upstream);
  const triesAgain = retry.on.value.includes("timeout") && retry.attempts.value !== 1;
  if (!triesAgain || totalMs.value === 0 || (upstream?.endpoints.length ?? 0) < 2) return [];
  const { timeouts } = route.forward;
  const first = Math.min(timeouts.connectMs.value, timeouts.readIdleMs.value);
  if (totalMs.value > first) return [];
  const what = `After a timeout no other endpoint is ever tried: one try takes up to ${duration(first)}, all of them ${duration(totalMs.value)}`;
  const claim = configClaim(gateway, {
    cause: "timeout-order-wrong",
    subject: routeSubject(gateway, route),
    value: totalMs.location,
    places: [timeouts.readIdleMs.location, route.location],
    evidence: [chain(route)],
    args: {
      what,
      step: `proxy_connect_timeout and proxy_read_timeout below ${duration(totalMs.value)}, or a longer proxy_next_upstream_timeout`,
    },
  });
  return [latent(claim)];
}

/** A limit for each try, so many tries, and a limit over all of them that does not hold them. */
function lastTriesCutOff(gateway: Gateway, route: Route): readonly Finding[] {
  const { retry, timeouts } = route.forward;
  const { readIdleMs, requestMs } = timeouts;
  const { attempts } = retry;
  if (requestMs === undefined || readIdleMs.isDefault || attempts.value < 2 || attempts.isDefault) return [];
  if (readIdleMs.value >= requestMs.value || readIdleMs.value * attempts.value <= requestMs.value) return [];
  const fits = Math.floor(requestMs.value / readIdleMs.value);
  const claim = configClaim(gateway, {
    cause: "timeout-order-wrong",
    subject: routeSubject(gateway, route),
    value: requestMs.isDefault ? attempts.location : requestMs.location,
    places: [readIdleMs.location, route.location],
    evidence: [
      `${attempts.value} tries of ${duration(readIdleMs.value)} each, and ${duration(requestMs.value)} for all of them`,
    ],
    args: {
      what: `Of ${attempts.value} tries only ${fits} can run into their limit: the whole request ends after ${duration(requestMs.value)}`,
      step: "",
    },
  });
  return [latent(claim, "info")];
}

function beyondKernel(gateway: Gateway, route: Route): readonly Finding[] {
  const { connectMs } = route.forward.timeouts;
  if (connectMs.isDefault || connectMs.value <= KERNEL_GIVES_UP_MS) return [];
  const claim = configClaim(gateway, {
    cause: "timeout-order-wrong",
    subject: routeSubject(gateway, route),
    value: connectMs.location,
    ground: "connect-beyond-kernel",
    evidence: [chain(route)],
    args: {
      what: `A connect limit of ${duration(connectMs.value)} is never reached: the kernel gives up after some ${duration(KERNEL_GIVES_UP_MS)}`,
      step: "proxy_connect_timeout 5s; a service that is there answers within milliseconds",
    },
  });
  return [latent(claim, "info")];
}

/** A limit on the whole request that ends before that on its connection: no connect ever times out, or is tried again. */
function beyondRequest(gateway: Gateway, route: Route): readonly Finding[] {
  const { connectMs, requestMs } = route.forward.timeouts;
  if (requestMs === undefined || requestMs.isDefault || connectMs.isDefault) return [];
  if (connectMs.value <= requestMs.value) return [];
  const claim = configClaim(gateway, {
    cause: "timeout-order-wrong",
    subject: routeSubject(gateway, route),
    value: connectMs.location,
    places: [requestMs.location, route.location],
    evidence: [chain(route)],
    args: {
      what: `${route.label} gives up after ${duration(requestMs.value)}, before the connect limit of ${duration(connectMs.value)} is over`,
      step: "",
    },
  });
  return [latent(claim, "info")];
}

/** The most patient route behind each listener of the same config that an upstream leads to. */
function longestBehind(gateway: Gateway): (upstream: Upstream | undefined) => Route | undefined {
  const own = ownListeners(gateway);
  const longest = new Map<string, Route>();
  for (const route of gateway.routes)
    for (const listener of route.listeners)
      if (!route.forward.timeouts.readIdleMs.isDefault && waitsLonger(route, longest.get(listener)))
        longest.set(listener, route);
  const behind = (upstream: Upstream): Route | undefined =>
    upstream.endpoints
      .flatMap((endpoint) => longest.get(own(endpoint)?.id ?? "") ?? [])
      .reduce<Route | undefined>((most, one) => (waitsLonger(one, most) ? one : most), undefined);
  const all = new Map(gateway.upstreams.map((upstream) => [upstream, behind(upstream)]));
  return (upstream) => upstream && all.get(upstream);
}

function waitsLonger(one: Route, other: Route | undefined): boolean {
  return (
    other === undefined || one.forward.timeouts.readIdleMs.value > other.forward.timeouts.readIdleMs.value
  );
}

function cutFromOutside(gateway: Gateway, route: Route, inner: Route | undefined): readonly Finding[] {
  const outerMs = route.forward.timeouts.readIdleMs;
  if (inner === undefined || inner === route || inner.forward.timeouts.readIdleMs.value <= outerMs.value)
    return [];
  const innerMs = inner.forward.timeouts.readIdleMs;
  const claim = configClaim(gateway, {
    cause: "timeout-order-wrong",
    subject: routeSubject(gateway, route),
    value: outerMs.location,
    places: [innerMs.location, route.location],
    evidence: [chain(route), `behind it ${inner.label}: ${chain(inner)}`],
    args: {
      what: `${route.label} gives up after ${duration(outerMs.value)}, and ${inner.label} behind it in this config waits ${duration(innerMs.value)}`,
      step: `proxy_read_timeout ${innerMs.value / 1000}s; as the route behind it has`,
    },
  });
  return [latent(claim, "info")];
}

/** The limits in the order of a request's way. */
function chain({ forward }: Route): string {
  const { connectMs, sendIdleMs, readIdleMs, client } = forward.timeouts;
  const { totalMs } = forward.retry;
  const parts = [
    ...(client === undefined ? [] : [`client's body ${duration(client.bodyIdleMs.value)}`]),
    `connect ${duration(connectMs.value)}`,
    ...(sendIdleMs === undefined ? [] : [`send ${duration(sendIdleMs.value)}`]),
    `read ${duration(readIdleMs.value)}`,
    `all tries ${totalMs.value === 0 ? "unlimited" : duration(totalMs.value)}`,
  ];
  return parts.join(" → ");
}
