import type { Endpoint, Gateway, GatewayKind, Route, Upstream } from "../../model/config.ts";
import { loggedPeer, loggedPlaces } from "../../model/logged-place.ts";
import type { LogEvent } from "../../model/observation.ts";
import type { Location } from "../../model/source.ts";
import { readTarget, type TargetOptions } from "./read.ts";

/** A gateway of which nothing is known but its log. */
export function loggedGateway(kind: GatewayKind, log: string): Gateway {
  return {
    id: kind,
    kind,
    version: undefined,
    tlsLibrary: undefined,
    user: undefined,
    mainFile: log,
    files: [],
    listeners: [],
    routes: [],
    upstreams: [],
    logs: [],
    pidFile: undefined,
    problems: [],
    // what a config would say of answers without an upstream is not known
    answersItself: true,
  };
}

/** The limits of a gateway whose config is out of sight are those that most configs leave alone. */
const USUAL: TargetOptions = {
  caFile: undefined,
  certificateFile: undefined,
  keyFile: undefined,
  host: undefined,
  serverName: undefined,
  timeoutMs: 60_000,
};

/**
 * The gateway with what its log names and its config does not: each address that was asked, as an upstream of its own, or
 * within the one that the log names beside it.
 */
export function withLogged(gateway: Gateway, events: readonly LogEvent[]): Gateway {
  const placeOf = loggedPlaces(gateway);
  const upstreams = new Map<string, Map<string, Endpoint>>();
  const routes: Route[] = [];
  const groups = new Map(
    events.flatMap(({ peer, upstream }) => (peer && upstream ? [[peer, upstream]] : [])),
  );
  const configured = new Set(gateway.upstreams.map(({ name }) => name));
  for (const event of events) {
    const place = loggedPeer(event);
    const isGroup = event.event === "no-live-upstreams";
    if (place === undefined || isGroup || placeOf(event) !== undefined) continue;
    const name = event.upstream ?? groups.get(place) ?? place;
    if (configured.has(name)) continue;
    const endpoints = upstreams.get(name) ?? new Map<string, Endpoint>();
    const read = endpoints.has(place) ? undefined : readPlace(place);
    if (read === undefined) continue;
    if (!upstreams.has(name)) routes.push(routeTo(name, read));
    upstreams.set(name, endpoints.set(place, { ...read.endpoint, location: NOWHERE }));
  }
  return {
    ...gateway,
    routes: [...gateway.routes, ...routes],
    upstreams: [
      ...gateway.upstreams,
      ...[...upstreams].map(([name, endpoints]) => upstreamOf(name, endpoints)),
    ],
  };
}

/** A line of the log is no line of a config, so that it is not pointed at. */
const NOWHERE: Location = { file: "", line: 1, column: 1 };

interface Place {
  readonly route: Route;
  readonly endpoint: Endpoint;
}

function readPlace(place: string): Place | undefined {
  const text = place.startsWith("unix:") ? place : `http://${place}/`;
  const read = readTarget(text, USUAL);
  const [route, upstream] = [read?.routes[0], read?.upstreams[0]];
  const endpoint = upstream?.endpoints[0];
  if (route === undefined || endpoint === undefined) return undefined;
  // a name alone is what could not be resolved: its port is not told
  return { route, endpoint: { ...endpoint, endpoint: place } };
}

function routeTo(name: string, { route }: Place): Route {
  return {
    ...route,
    id: `logged:${name}`,
    label: "",
    forward: { ...route.forward, upstream: name, location: NOWHERE },
    location: NOWHERE,
  };
}

function upstreamOf(name: string, endpoints: ReadonlyMap<string, Endpoint>): Upstream {
  return {
    id: name,
    name,
    form: endpoints.has(name) ? "literal" : "group",
    endpoints: [...endpoints.values()],
    balance: { value: "unknown", isDefault: true, location: NOWHERE },
    keepalive: undefined,
    healthCheck: undefined,
    sharesState: false,
    location: NOWHERE,
  };
}
