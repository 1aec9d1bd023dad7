import type { Policy } from "../model/check.ts";
import type { Climb, EndpointState, Hypothesis, UpstreamState } from "../model/conclusion.ts";
import type { Endpoint, Gateway, Route, Upstream } from "../model/config.ts";
import type { Observation, ObservationOf } from "../model/observation.ts";
import type { State } from "../model/report.ts";
import { routesByUpstream } from "../model/routes.ts";
import { covers, type Subject } from "../model/subject.ts";
import { fails, takesTraffic } from "./asides.ts";
import { climbsIn, serves } from "./climbs.ts";
import { isPassedOver } from "./passed-over.ts";
import { endpointKey } from "./subject-set.ts";

/** How every endpoint and upstream is, from what was seen and the causes that explain it. */
export function statesOf(
  gateways: readonly Gateway[],
  observations: readonly Observation[],
  hypotheses: readonly Hypothesis[],
  policy: Policy,
): readonly UpstreamState[] {
  const climbs = climbsByEndpoint(observations);
  const resolves = resolvesByEndpoint(observations);
  const roots = rootsByPlace(hypotheses);
  const isUnseen = climbs.size === 0 && resolves.size === 0 && roots.size === 0;
  return gateways.flatMap((gateway) => {
    const routes = routesByUpstream(gateway);
    if (isUnseen) return gateway.upstreams.map((upstream) => unseen(gateway, upstream, routes));
    const states = gateway.upstreams.map((upstream): UpstreamState => {
      const here = roots.get(endpointKey({ gateway: gateway.id, upstream: upstream.id })) ?? [];
      const leading = routes.get(upstream.id) ?? [];
      const isAside = leading.length > 0 && !takesTraffic(leading, false);
      const endpoints = upstream.endpoints.flatMap((endpoint) => {
        const subject = { gateway: gateway.id, upstream: upstream.id, endpoint: endpoint.endpoint };
        const blamed = [...(roots.get(endpointKey(subject)) ?? []), ...here];
        const rows = rowsOf(endpoint, subject, climbs.get(endpointKey(subject)) ?? [], blamed, policy);
        return rows.map((row): EndpointState => ({ ...row, resolve: resolves.get(endpointKey(subject)) }));
      });
      const isReached = leading.length > 0 && (here.length > 0 || !asksNobody(upstream));
      const state = isReached ? upstreamState(endpoints, here) : "unknown";
      return { gateway, upstream, state, isReached, isAside, endpoints };
    });
    const somethingFails = states.some(({ isAside, state }) => !isAside && fails(state));
    return states.map((one): UpstreamState => {
      if (!one.isAside || takesTraffic(routes.get(one.upstream.id) ?? [], somethingFails)) return one;
      return { ...one, isReached: false };
    });
  });
}

const NO_CLIMBS: readonly Climb[] = [];

/** Of an upstream where nobody looked, and that no root hits, nothing is known: all that `lint` can say of thousands. */
function unseen(
  gateway: Gateway,
  upstream: Upstream,
  routes: ReadonlyMap<string, readonly Route[]>,
): UpstreamState {
  const leading = routes.get(upstream.id) ?? [];
  const isAside = leading.length > 0 && !takesTraffic(leading, false);
  const endpoints = upstream.endpoints.map(
    (endpoint): EndpointState => ({
      endpoint,
      address: undefined,
      state: "unknown",
      climbs: NO_CLIMBS,
      resolve: undefined,
    }),
  );
  const isReached = leading.length > 0 && !isAside && !asksNobody(upstream);
  return { gateway, upstream, state: "unknown", isReached, isAside, endpoints };
}

/**
 * Requests are led here to be refused, or to wherever they themselves say, as through the PassthroughCluster of a mesh: there is
 * no endpoint that could be well or not, so that its being unknown says nothing of the gateway.
 */
function asksNobody({ endpoints, isSink, discovery }: Upstream): boolean {
  return endpoints.length === 0 && (isSink === true || discovery?.kind === "destination");
}

function climbsByEndpoint(observations: readonly Observation[]): ReadonlyMap<string, readonly Climb[]> {
  const climbs = new Map<string, Climb[]>();
  for (const climb of climbsIn(observations))
    for (const key of new Set(climb.subjects.map(endpointKey)))
      climbs.set(key, [...(climbs.get(key) ?? []), climb]);
  return climbs;
}

function resolvesByEndpoint(
  observations: readonly Observation[],
): ReadonlyMap<string, ObservationOf<"resolve">> {
  const resolves = new Map<string, ObservationOf<"resolve">>();
  for (const one of observations)
    if (one.kind === "resolve" && one.varied === undefined)
      for (const subject of one.subjects) resolves.set(endpointKey(subject), one);
  return resolves;
}

/** Endpoint or upstream → the roots that hit it, each with the subjects that lie there alone. */
function rootsByPlace(hypotheses: readonly Hypothesis[]): ReadonlyMap<string, readonly Hypothesis[]> {
  const roots = new Map<string, Hypothesis[]>();
  for (const one of hypotheses.filter(({ role }) => role === "root")) {
    const places = new Map<string, Subject[]>();
    for (const subject of one.subjects) {
      const key = endpointKey(subject);
      places.set(key, [...(places.get(key) ?? []), subject]);
    }
    for (const [key, subjects] of places) roots.set(key, [...(roots.get(key) ?? []), { ...one, subjects }]);
  }
  return roots;
}

function rowsOf(
  endpoint: Endpoint,
  subject: Subject,
  climbs: readonly Climb[],
  roots: readonly Hypothesis[],
  policy: Policy,
): readonly Omit<EndpointState, "resolve">[] {
  if (climbs.length === 0 && roots.length === 0)
    return [{ endpoint, address: undefined, state: "unknown", climbs: [] }];
  const addresses = [
    ...new Set(
      climbs.flatMap((climb) =>
        climb.subjects.filter((one) => covers(subject, one)).map((one) => one.address),
      ),
    ),
  ];
  if (endpoint.intent.value !== "active")
    return [{ endpoint, address: undefined, state: "unknown", climbs: [] }];
  return (addresses.length === 0 ? [undefined] : addresses).map((address) => {
    const row: Subject = { ...subject, address };
    const own = climbs.filter((climb) => climb.subjects.some((one) => covers(row, one)));
    return { endpoint, address, climbs: own, state: rowState(row, own, roots, policy) };
  });
}

/** Down when every way of asking fails, degraded when some do. */
function rowState(
  row: Subject,
  climbs: readonly Climb[],
  roots: readonly Hypothesis[],
  policy: Policy,
): State {
  const here = roots.filter((one) =>
    one.subjects.some((subject) => covers(subject, row) || covers(row, subject)),
  );
  const isDown = here.some((one) => !one.isPartial);
  if (climbs.length === 0) return isDown ? "down" : here.length > 0 ? "degraded" : "unknown";
  const isCheck = ({ connect }: Climb): boolean => connect?.request.isCheck === true;
  const stateOf = (climb: Climb): State => climbState(row, climb, here, policy);
  // An endpoint that fails its check is out, whatever requests would get.
  const failsCheck = climbs.some((climb) => isCheck(climb) && stateOf(climb) === "down");
  // One that passes says nothing of requests where these were asked as well.
  const traffic = climbs.filter((climb) => !isCheck(climb));
  const state = failsCheck ? "down" : combine((traffic.length > 0 ? traffic : climbs).map(stateOf));
  // A cause that names no route means every way of asking, unless some were seen to fail: then it means those.
  if ((state === "healthy" || state === "unknown") && here.length > 0) return isDown ? "down" : "degraded";
  return state;
}

function climbState(row: Subject, climb: Climb, roots: readonly Hypothesis[], policy: Policy): State {
  const own = climb.subjects.filter((subject) => covers(row, subject));
  const isBlamed = roots.some(
    (one) =>
      !one.isPartial &&
      one.subjects.some((wide) => wide.route !== undefined && own.some((subject) => covers(wide, subject))),
  );
  if (isBlamed) return "down";
  const served = serves(climb, policy);
  return served === undefined ? "unknown" : served ? "healthy" : "down";
}

function combine(states: readonly State[]): State {
  const known = states.filter((state) => state !== "unknown");
  if (known.length === 0) return "unknown";
  if (known.every((state) => state === "healthy"))
    return known.length < states.length ? "unknown" : "healthy";
  return known.every((state) => state === "down") ? "down" : "degraded";
}

/** Backups count only where no primary serves: until then they take no traffic. */
function upstreamState(rows: readonly EndpointState[], roots: readonly Hypothesis[]): State {
  const whole = roots.filter((one) => one.subjects.some((subject) => subject.endpoint === undefined));
  if (whole.some((one) => !one.isPartial)) return "down";
  const active = rows.filter((row) => row.endpoint.intent.value === "active" && !isPassedOver(row, rows));
  if (active.length === 0) return whole.length > 0 ? "degraded" : "unknown";
  const statesOfRole = (role: Endpoint["role"]): readonly State[] =>
    active.filter(({ endpoint }) => endpoint.role === role).map(({ state }) => state);
  const [primaries, backups] = [statesOfRole("primary"), statesOfRole("backup")];
  // Where all primaries are switched off, the backups are what is left.
  const state = combine(primaries.length > 0 ? primaries : backups);
  if (state === "healthy") return primaries.length === 0 || whole.length > 0 ? "degraded" : "healthy";
  if (state === "degraded") return state;
  return backups.some((one) => one === "healthy" || one === "degraded") ? "degraded" : state;
}
