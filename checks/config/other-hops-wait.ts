import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { duration } from "../../src/model/evidence.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import { byLoggedUpstream } from "../../src/model/logged-place.ts";
import type { LogEvent } from "../../src/model/observation.ts";
import { forSome, type Logged, logClaim, loggedAs, timesLogged } from "../../src/testimony/logged.ts";
import { type Pile, pileOf } from "../../src/testimony/piled-up.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

/** Fewer of all requests than this are clients who went away, as some always do. */
const WORTH_AN_ALARM = 0.05;
/** A limit of the gateway's own that lies so near is taken for the one that was met. */
const NEAR_MS = 1_000;

export default defineCheck({
  id: "other-hops-wait",
  layer: "config",
  since: "0.1.0",
  title: "No other hop gives up on requests before this gateway does",
  about: [
    "Looks in the access log at how long failed requests took, where its format tells ($request_time). Requests that clients",
    "left (499, or the flag for it) and that mostly end at one round length were cut by whoever stands in front: a CDN, a load balancer, a",
    "client library. Answers 504 that the upstream itself sent, and that pile up likewise at a length that is none of this",
    "gateway's limits, were cut by a hop behind it. Which program that is the log can't tell.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {
    "timeout-on-other-hop": {
      title: ({ args }) =>
        args.side === "front"
          ? `Whoever stands before ${args.asker} gives up after ${args.limit}: ${args.times} requests`
          : `A hop behind ${args.asker} gives up after ${args.limit} and answers 504: ${args.times} requests`,
      meaning:
        "The request was cut by another hop's limit, not by this gateway's: a CDN, a load balancer or a client in front, or " +
        "another proxy between this gateway and the service. The limits here can be as long as they like.",
      fix: ({ args }) =>
        fix(
          args.side === "front"
            ? `Find the limit of ${args.limit} in what stands before this gateway, and the reason why answers take longer`
            : `Find the limit of ${args.limit} in the proxy behind this gateway, and the reason why answers take longer`,
          [
            "The limit nearest to the service should be the shortest, and each hop before it should wait a little longer.",
            "Usual ones: 100 s Cloudflare, 60 s AWS load balancers, 30 s Heroku and many client libraries, 29 s API Gateway.",
          ],
        ),
      verify: ({ args }) => [`grep -cE '${args.pattern}' ${args.path}`],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const left = loggedAs(
      seen.logs,
      ["access-499", "client-closed"],
      ({ durations }) => durations !== undefined,
    );
    const answered = loggedAs(seen.logs, ["access-504"], ({ detail }) => detail === "upstream");
    const answers = seen.logs.flatMap(({ facts }) =>
      facts.events.filter(({ event }) => event.startsWith("access-")),
    );
    const front = told(gateway, { upstream: undefined, pile: pileOf(left), events: left, answers });
    const named = new Map(gateway.upstreams.map(({ name, id }) => [name, id]));
    const byUpstream = byLoggedUpstream(gateway, answers);
    const behind = [...byLoggedUpstream(gateway, answered)].flatMap(([name, events]) => {
      const upstream = named.get(name) ?? name;
      const pile = pileOf(events);
      const isOwn =
        pile !== undefined && limitsTo(gateway, upstream).some((ms) => Math.abs(ms - pile.ms) <= NEAR_MS);
      return isOwn ? [] : told(gateway, { upstream, pile, events, answers: byUpstream.get(name) ?? [] });
    });
    return conclude([...front, ...behind], "no failed requests pile up at one length");
  },
});

/** The waits that the gateway's own config sets on the way to an upstream. */
function limitsTo({ routes }: Gateway, upstream: string): readonly number[] {
  return routes
    .filter(({ forward }) => forward.upstream === upstream)
    .flatMap(({ forward: { timeouts } }) => [
      timeouts.connectMs.value,
      timeouts.readIdleMs.value,
      timeouts.requestMs?.value ?? 0,
    ]);
}

interface Piled {
  /** The one whose answers they are; undefined for requests that clients left, which is no upstream's fault. */
  readonly upstream: string | undefined;
  readonly pile: Pile | undefined;
  readonly events: readonly Logged[];
  /** All that the access logs show beside them. */
  readonly answers: readonly LogEvent[];
}

function told(gateway: Gateway, { upstream, pile, events, answers }: Piled): readonly Finding[] {
  if (pile === undefined) return [];
  const side = upstream === undefined ? "front" : "behind";
  const claim = logClaim(gateway, events, {
    cause: "timeout-on-other-hop",
    strength: side === "front" ? 0.8 : 0.85,
    ground: `hop:${side}:${pile.ms}:${upstream ?? ""}`,
    subject: { gateway: gateway.id, ...(upstream !== undefined && { upstream }) },
    args: { side, limit: duration(pile.ms), pattern: patternOf(side, events) },
  });
  const evidence = [pileSentence(pile, side, events), ...claim.evidence.slice(0, 1)];
  const finding = { ...claim, evidence, args: { ...claim.args, times: pile.count } };
  return [pile.count >= timesLogged(answers) * WORTH_AN_ALARM ? forSome(root(finding)) : latent(finding)];
}

/** What finds the lines: the status, or what HAProxy and Envoy write for a client that left. */
function patternOf(side: "front" | "behind", [first]: readonly Logged[]): string {
  if (side === "behind") return " 504 ";
  return first?.event === "client-closed" ? " C[CHQ]--| D[CR] " : " 499 ";
}

function pileSentence({ ms, count, of }: Pile, side: "front" | "behind", [first]: readonly Logged[]): string {
  const what = side === "front" ? "requests that clients left" : "answers 504 of the upstream";
  return `${first?.path ?? ""}: ${groupedDigits(count)} of ${groupedDigits(of)} ${what} ended after ${duration(ms)}`;
}
