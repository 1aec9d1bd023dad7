import type { AdminState } from "../model/admin.ts";
import type { Climb, EndpointState } from "../model/conclusion.ts";
import type { Gateway, Upstream } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import type { Observation } from "../model/observation.ts";
import type { EndpointReport } from "../model/report.ts";
import { reportedPeers } from "../model/reported-peers.ts";

const INTENT = { active: undefined, down: "down", drain: "draining", maintenance: "maintenance" } as const;
/** Of several peers behind one row (a name whose addresses nobody asked for) the worst is shown. */
const WORST_FIRST: readonly AdminState[] = [
  "ejected",
  "down",
  "checking",
  "maintenance",
  "draining",
  "unknown",
  "up",
];

export type GatewayStateOf = (
  gateway: Gateway,
  upstream: Upstream,
  row: EndpointState,
) => EndpointReport["gatewayState"];

/** What the gateway itself says of a row: its admin surface first, then what its config wants. */
export function gatewayStates(observations: readonly Observation[]): GatewayStateOf {
  const admin = observations.filter((one) => one.kind === "admin");
  return (gateway, upstream, { endpoint, climbs }) => {
    const own = admin.filter(({ subjects }) => subjects.some((subject) => subject.gateway === gateway.id));
    const addresses = new Set(own.length === 0 ? [] : [...climbs.flatMap(askedAt), ...literal(endpoint)]);
    const of = { upstream: upstream.name, endpoint: endpoint.endpoint, alias: endpoint.alias, addresses };
    const states = reportedPeers(own, of).map(({ state }) => state);
    return WORST_FIRST.find((state) => states.includes(state)) ?? INTENT[endpoint.intent.value];
  };
}

function askedAt({ connect }: Climb): readonly string[] {
  return connect === undefined ? [] : [targetText(connect.request.target)];
}

function literal({ target }: EndpointState["endpoint"]): readonly string[] {
  return target.kind === "unix" || target.isAddress ? [targetText(target)] : [];
}
