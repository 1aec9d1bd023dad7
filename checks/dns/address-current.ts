import { defineCheck, needed, useful } from "../../src/model/check.ts";
import type { Gateway, NameResolution } from "../../src/model/config.ts";
import { asker, duration, targetText } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { ACCUSING_WORDS } from "../../src/testimony/log-causes.ts";
import { forSome, type Logged, logClaim, loggedAs, STAMP_MS } from "../../src/testimony/logged.ts";
import { nameClaim } from "../../src/testimony/name-lookup.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "address-current",
  layer: "dns",
  since: "0.1.0",
  title: "The gateway uses addresses that the name still has",
  about: [
    "A name that the gateway resolves once, at its start, keeps its addresses until the gateway is reloaded; one that it",
    "resolves at run time keeps them while the answer is kept. Where the log shows failures at an address with the",
    "endpoint's port that the name does not have now, and no endpoint of the config names, the gateway most likely still uses",
    "an old one. A reload, a restart or a newer answer since then ends it. With several names on one port, or an answer of",
    "many addresses, which may be a part of more, it stays open whose address it is.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    resolves: needed("resolve"),
    logs: useful("log"),
    connects: useful("connect"),
    processes: useful("process"),
  },
  causes: {
    "dns-stale-address": {
      title: (of) =>
        `${of.args.asker} still uses ${of.args.stale}, an address that ${of.args.name} no longer has`,
      meaning:
        "The name has moved since the gateway resolved it, at its start or when it last asked. The gateway goes on with the old " +
        "address, while everybody who resolves the name now gets the new one: all probes pass and all requests fail.",
      fix: (of) =>
        fix(
          `Reload ${of.args.asker}, so that it resolves ${of.args.name} again`,
          [
            ...(of.args.kind === "haproxy"
              ? [
                  "Where a server-state-file is loaded (load-server-state-from-file), it brings the old address back: init-addr libc,last asks the name first.",
                ]
              : []),
            ...(of.args.via === "own"
              ? ["Let answers be kept for a shorter time: where the config sets it, or in the zone."]
              : []),
            configStep(
              of,
              of.args.via === "own"
                ? { nginx: "for good: resolver … valid=10s; or no valid= at all." }
                : {
                    nginx:
                      "for good: server NAME:PORT resolve; with a zone and a resolver (1.27.3), or a variable in proxy_pass.",
                    haproxy: "for good: resolvers NAME on the server line, with a resolvers section.",
                  },
              "For good: let the gateway resolve the name again at run time.",
            ),
          ],
          of.args.kind === "nginx" ? ["nginx -s reload"] : [],
        ),
      verify: ({ args }) => [
        String(args.look),
        ...(args.see === undefined ? [`grep -F ${args.stale} ${args.path} | tail -3`] : []),
      ],
      includes: [],
    },
  },
  judge({ about, gateway, seen, policy }) {
    const { target, resolution } = about.endpoint;
    if (target.kind === "unix" || target.isAddress || resolution.kind === "missing")
      return skip("it is not a name that is resolved");
    const [resolve] = seen.resolves.filter(({ facts }) => facts.addresses.length > 0);
    if (resolve === undefined) return skip("the name has no address now to compare with");
    const since = Math.max(lastStart(seen.logs, seen.processes), policy.now - keptFor(resolution, resolve));
    const current = new Set(resolve.facts.addresses.map(({ address }) => textOf(address, target.port)));
    const stale = loggedAs(seen.logs, FAILURES).filter(
      ({ peer = "", lastAt }) =>
        peer.endsWith(`:${target.port}`) &&
        lastAt > since &&
        !current.has(peer) &&
        !isConfigured(gateway, peer),
    );
    if (stale.length === 0) return conclude([], "the log names no address that the name does not have now");
    return conclude([stillUsed(about, gateway, stale, resolve, seen.connects)], "");
  },
});

/** Failures that name the address at which they were met. */
const FAILURES = ACCUSING_WORDS.filter((word) => word !== "name-not-resolved");
/** What nginx keeps an answer for whose time to live is not known. */
const USUAL_TTL_MS = 60_000;
/** An answer of so many addresses may be a part of more. */
const MANY = 8;

/** How long an old answer may have been in use, up to now. */
function keptFor(resolution: NameResolution, { facts }: ObservationOf<"resolve">): number {
  if (resolution.kind !== "own") return Number.POSITIVE_INFINITY;
  const ttls = facts.addresses.flatMap(({ ttlSeconds }) => ttlSeconds ?? []);
  return resolution.keptMs ?? (ttls.length === 0 ? USUAL_TTL_MS : Math.max(...ttls) * 1000);
}

function stillUsed(
  about: Parameters<typeof nameClaim>[0]["about"],
  gateway: Gateway,
  stale: readonly Logged[],
  resolve: ObservationOf<"resolve">,
  connects: readonly ObservationOf<"connect">[],
) {
  const named = nameClaim({ about, gateway }, resolve);
  const works = connects.filter(({ outcome }) => outcome.kind === "answered");
  const rivals = namesOnPort(
    gateway,
    about.endpoint.target.kind === "tcp" ? about.endpoint.target.port : 0,
  ).size;
  const { name } = resolve.request;
  const claim = logClaim(gateway, stale, {
    cause: "dns-stale-address",
    strength: rivals > 1 || resolve.facts.addresses.length >= MANY ? 0.5 : works.length > 0 ? 0.88 : 0.6,
    ground: `name:${name}`,
    subject: about.subject,
    locations: named.locations,
    args: { ...named.args, stale: stale[0]?.peer ?? "" },
  });
  const evidence = [
    ...claim.evidence,
    `${name} resolves to ${resolve.facts.addresses.map(({ address }) => address).join(", ")} now`,
    ...works.slice(0, 1).map(({ request }) => `${targetText(request.target)} connects`),
    about.endpoint.resolution.kind === "own"
      ? `${asker(gateway)} keeps an answer for ${duration(keptFor(about.endpoint.resolution, resolve))}`
      : `${asker(gateway)} resolves it at start alone`,
  ];
  return forSome(root({ ...claim, evidence }));
}

/** When the gateway last read its config, as far as can be seen. */
function lastStart(
  logs: readonly ObservationOf<"log">[],
  processes: readonly ObservationOf<"process">[],
): number {
  const reloads = loggedAs(logs, ["workers-started"]).map(({ lastAt }) => lastAt);
  const starts = processes.flatMap(({ facts }) =>
    facts.processes.map(({ startedAt, workersSince }) => workersSince ?? startedAt ?? 0),
  );
  // Processes tell milliseconds, logs whole seconds: what failed right behind the start seems to lie before it.
  return Math.max(0, ...reloads, ...(starts.length === 0 ? [] : [Math.min(...starts) - STAMP_MS]));
}

function isConfigured(gateway: Gateway, peer: string): boolean {
  return gateway.upstreams.some(({ endpoints }) => endpoints.some(({ endpoint }) => endpoint === peer));
}

function namesOnPort(gateway: Gateway, port: number): ReadonlySet<string> {
  const targets = gateway.upstreams.flatMap(({ endpoints }) => endpoints.map(({ target }) => target));
  return new Set(
    targets.flatMap((one) => (one.kind === "tcp" && !one.isAddress && one.port === port ? [one.host] : [])),
  );
}

function textOf(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
