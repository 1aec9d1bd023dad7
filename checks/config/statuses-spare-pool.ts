import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route, Upstream } from "../../src/model/config.ts";
import { duration, listed } from "../../src/model/evidence.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { type EmptyPool, requestsToEmpty } from "../../src/testimony/empty-pool.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** What a service answers by itself: a bug, a limit, a maintenance page. 502 and 504 come from a gateway behind. */
const OWN_ANSWERS = new Set([500, 503, 429]);
/** Where it takes more bad requests than this in a row, good ones come in between. */
const FEW = 6;

export default defineCheck({
  id: "statuses-spare-pool",
  layer: "config",
  since: "0.1.0",
  title: "A service that answers one page with an error is not taken out for it",
  about: [
    "Looks at routes that go on to the next endpoint after a status that services give by themselves (500, 503, 429). Each",
    "such answer also counts against the endpoint. Simulates `max_fails`, the number of servers and of tries: how many",
    "requests for one broken page leave no endpoint, for how long, so all other pages fail too (`no live upstreams`).",
    "Fires up to six requests. Left alone: 502 and 504, groups with `max_fails=0` somewhere, and lone servers, which nginx",
    "never takes out. POST is not tried again, and takes out one endpoint a request.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that sees it happen.
  causes: {},
  judge({ gateway }) {
    const upstreams = upstreamsById(gateway);
    const poolOf = pools();
    return conclude(
      gateway.routes.flatMap((route) =>
        emptied(gateway, route, upstreams.get(route.forward.upstream), poolOf),
      ),
      "no error status of a service takes it out of use",
    );
  },
});

type PoolOf = (upstream: Upstream, tries: number) => EmptyPool | undefined;

/** What a few requests empty, found out once for each group, however many routes lead to it. */
function pools(): PoolOf {
  const known = new Map<Upstream, Map<number, EmptyPool | undefined>>();
  return (upstream, tries) => {
    const own = known.get(upstream) ?? new Map<number, EmptyPool | undefined>();
    known.set(upstream, own);
    if (!own.has(tries)) own.set(tries, requestsToEmpty(upstream.endpoints, tries, FEW));
    return own.get(tries);
  };
}

function emptied(
  gateway: Gateway,
  route: Route,
  upstream: Upstream | undefined,
  poolOf: PoolOf,
): readonly Finding[] {
  if (upstream === undefined || upstream.form !== "group") return [];
  const { on, attempts } = route.forward.retry;
  const statuses = on.value.flatMap((one) =>
    typeof one === "object" && OWN_ANSWERS.has(one.status) ? [one.status] : [],
  );
  const pool = statuses.length === 0 ? undefined : poolOf(upstream, attempts.value);
  if (pool === undefined) return [];
  const requests = pool.count === 1 ? "One request" : `${pool.count} requests`;
  const claim = configClaim(gateway, {
    cause: "ejected-by-passive-checks",
    subject: routeSubject(gateway, route),
    value: on.location,
    places: [upstream.location],
    // the group is what is emptied, however many routes to it have such a line
    ground: `statuses:${upstream.id}`,
    evidence: [
      `${upstream.name} has ${upstream.endpoints.length} endpoints, and an answer ${listed(statuses.map(String))} counts as a failure of the one that gives it`,
    ],
    args: {
      title: `${requests} that ${upstream.name} answers with ${statuses[0]} ${pool.count === 1 ? "leaves" : "leave"} nobody for ${duration(pool.penaltyMs)}, whatever else is asked for`,
      fix: `Take ${statuses.map((status) => `http_${status}`).join(" and ")} out of the list, or set max_fails=0 on the server lines`,
      penalty: duration(pool.penaltyMs),
      see: "uhc inspect",
    },
  });
  return [latent(claim)];
}
