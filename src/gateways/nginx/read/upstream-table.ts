import type { Endpoint, NameResolution, Upstream } from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import type { HealthCheck } from "../../../model/health-check.ts";
import { assumed, type Location } from "../../../model/source.ts";
import { own, type Reading, valueLocation, wordText } from "../context.ts";
import { targetOf } from "./address.ts";
import { readGroup } from "./group.ts";
import { namePattern } from "./name-pattern.ts";
import type { PassContext } from "./pass-context.ts";
import { resolvedAtStart, resolvedLater } from "./resolver.ts";
import type { Module } from "./server.ts";
import type { Known } from "./targets.ts";

/** The upstreams of one http or stream block: its groups, and those that a pass brings about by itself. */
export interface UpstreamTable {
  /** The upstream that a spelled-out address leads to: a group of that name, else one made for it. */
  readonly ofLiteral: (context: PassContext, address: Known, authority: string) => string;
  /** The upstream that nginx finds by the value of a variable; undefined when it has to resolve a name instead. */
  readonly ofValue: (address: Known, defaultPort: number | undefined) => string | undefined;
  /** Names of the groups that a text with variables in it may stand for: `app$1` for app1 and app2. */
  readonly groupsLike: (authority: string) => readonly string[];
  /** The upstream made for a variable, with the addresses that it is known to stand for. */
  readonly ofVariable: (
    context: PassContext,
    authority: string,
    addresses: readonly VariableAddress[],
  ) => string;
  readonly setHealthCheck: (id: string, check: HealthCheck) => void;
  readonly all: () => readonly Upstream[];
}

interface VariableAddress {
  readonly address: Known;
  readonly defaultPort: number | undefined;
}

export function upstreamTable(module: Module): UpstreamTable {
  const upstreams = new Map<string, Upstream>();
  const groups = readGroups(module, upstreams);
  const variables = new Map<string, string>();
  const add = (upstream: Upstream): string => {
    if (!upstreams.has(upstream.id)) upstreams.set(upstream.id, upstream);
    return upstream.id;
  };
  const literalId = (address: Known, defaultPort: number | undefined): string =>
    `${module.kind}/=${targetText(targetOf(address, defaultPort ?? 0)).toLowerCase()}`;
  return {
    ofLiteral: (context, address, authority) => {
      const group = address.kind === "host" ? groups.get(address.host.toLowerCase()) : undefined;
      if (group !== undefined && address.kind === "host") {
        if (address.port !== undefined) reportGroupPort(context, group.name, address.port);
        return group.id;
      }
      return add(
        literalUpstream(context, literalId(address, context.scheme.defaultPort), address, authority),
      );
    },
    ofValue: (address, defaultPort) => {
      const group =
        address.kind === "host" && address.port === undefined
          ? groups.get(address.host.toLowerCase())
          : undefined;
      const id = group?.id ?? literalId(address, defaultPort);
      return upstreams.has(id) ? id : undefined;
    },
    groupsLike: (authority) => {
      const like = namePattern(authority);
      return like === undefined
        ? []
        : [...groups.values()].map(({ name }) => name).filter((name) => like(name));
    },
    ofVariable: (context, authority, addresses) =>
      add(variableUpstream(upstreams, variables, module.kind, context, authority, addresses)),
    setHealthCheck: (id, check) => {
      const upstream = upstreams.get(id);
      if (upstream !== undefined) upstreams.set(id, { ...upstream, healthCheck: check });
    },
    all: () => [...upstreams.values()],
  };
}

/** The first group of a name counts; nginx compares names without regard to case. */
function readGroups(module: Module, upstreams: Map<string, Upstream>): ReadonlyMap<string, Upstream> {
  const groups = new Map<string, Upstream>();
  for (const block of own(module.scope, "upstream")) {
    const name = wordText(block, 0) ?? "";
    if (groups.has(name.toLowerCase())) {
      refuseAddress(
        module.reading,
        `duplicate upstream "${name}"`,
        valueLocation(block),
        name,
        "config-syntax-error",
      );
      continue;
    }
    const group = readGroup(module, block);
    groups.set(name.toLowerCase(), group);
    upstreams.set(group.id, group);
  }
  return groups;
}

/** What nginx makes of an address in a pass: one server, whose name is resolved once (ngx_http_upstream_init_round_robin). */
function literalUpstream(context: PassContext, id: string, address: Known, authority: string): Upstream {
  const upstream = implicit(id, authority, "literal", context.actsOn);
  const port = address.kind === "host" ? (address.port ?? context.scheme.defaultPort) : 0;
  if (port !== undefined) {
    const target = targetOf(address, port);
    return {
      ...upstream,
      endpoints: [endpoint(target, resolvedAtStart(target), context.actsOn, true)],
    };
  }
  // a name that is no address may as well be that of a group, and groups may stand out of sight
  const isName = address.kind === "host" && !address.isAddress && !address.host.includes(".");
  if (isName && !context.reading.seesAll) return upstream;
  const cause = isName ? "upstream-undefined" : "upstream-address-invalid";
  refuseAddress(context.reading, `no port in upstream "${authority}"`, context.actsOn, authority, cause);
  return upstream;
}

/** The same variable with the same values is one upstream, wherever it is passed to. */
function variableUpstream(
  upstreams: ReadonlyMap<string, Upstream>,
  ids: Map<string, string>,
  module: Module["kind"],
  context: PassContext,
  authority: string,
  addresses: readonly VariableAddress[],
): Upstream {
  const endpoints = addresses.flatMap((one) => variableEndpoint(context, one));
  const key = [authority, ...endpoints.map((one) => `${one.endpoint} ${resolversOf(one)}`)].join("\n");
  const id = ids.get(key) ?? freeId(upstreams, `${module}/${authority}`);
  ids.set(key, id);
  return { ...implicit(id, authority, "variable", context.actsOn), endpoints };
}

/** nginx makes such peers for each request, so nothing is remembered about them: they are never taken out. */
function variableEndpoint(
  context: PassContext,
  { address, defaultPort }: VariableAddress,
): readonly Endpoint[] {
  const port = address.kind === "host" ? (address.port ?? defaultPort) : 0;
  // "no port in upstream" is an error of the request then, and not of the config
  if (port === undefined) return [];
  const target = targetOf(address, port);
  const resolution = resolvedLater(target, context, "request");
  if (resolution.kind === "missing" && target.kind === "tcp") reportNoResolver(context, target.host);
  return [endpoint(target, resolution, context.actsOn, false)];
}

/** A name asked for at run time without any resolver: the config loads, and each such request fails. */
export function reportNoResolver(context: PassContext, name: string): void {
  const message = `no resolver defined to resolve ${name}`;
  const location = context.actsOn;
  context.reading.report({ cause: "resolver-missing", message, location, refusesConfig: false, about: name });
}

function endpoint(
  target: Endpoint["target"],
  resolution: NameResolution,
  location: Location,
  isRemembered: boolean,
): Endpoint {
  const window = assumed(10_000, location);
  // a name may have several addresses, each of which can be taken out; a lone address is exempt
  const canBeTakenOut = isRemembered && resolution.kind !== "none";
  return {
    endpoint: targetText(target),
    target,
    role: "primary",
    intent: assumed("active", location),
    weight: assumed(1, location),
    maxConnections: undefined,
    ejection: canBeTakenOut
      ? { failures: assumed(1, location), windowMs: window, penaltyMs: window }
      : undefined,
    resolution,
    location,
  };
}

function implicit(id: string, name: string, form: "literal" | "variable", location: Location): Upstream {
  return {
    id,
    name,
    form,
    endpoints: [],
    balance: assumed("round-robin", location),
    keepalive: undefined,
    healthCheck: undefined,
    sharesState: false,
    location,
  };
}

function reportGroupPort(context: PassContext, name: string, port: number): void {
  const message = `upstream "${name}" may not have port ${port}`;
  refuseAddress(context.reading, message, context.actsOn, name, "upstream-address-invalid");
}

function refuseAddress(
  reading: Reading,
  message: string,
  location: Location,
  about: string,
  cause: "upstream-address-invalid" | "upstream-undefined" | "config-syntax-error",
): void {
  reading.report({ cause, message, location, refusesConfig: true, about });
}

function resolversOf({ resolution }: Endpoint): string {
  return resolution.kind === "own" ? resolution.resolvers.value.join(" ") : resolution.kind;
}

function freeId(taken: ReadonlyMap<string, Upstream>, id: string): string {
  let free = id;
  for (let number = 2; taken.has(free); number++) free = `${id}#${number}`;
  return free;
}
