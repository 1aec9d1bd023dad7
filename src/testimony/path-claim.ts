import type { CauseId } from "../model/cause.ts";
import type { Args, CauseArgs } from "../model/check.ts";
import type { Target } from "../model/config.ts";
import {
  asker,
  duration,
  endpointGround,
  places,
  routeOf,
  shellQuote,
  targetText,
} from "../model/evidence.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { Location } from "../model/source.ts";
import type { EndpointLook } from "./claim.ts";
import { curlCommand } from "./reproduce.ts";
import { subjectAt } from "./steps.ts";
import type { Claim } from "./verdict.ts";

type Connect = ObservationOf<"connect">;
type File = ObservationOf<"file">;

export interface PathAccusation {
  readonly cause: CauseId;
  readonly strength: number;
  /** Sentences behind the one about the connection itself. */
  readonly evidence?: readonly string[];
  readonly value?: Location | undefined;
  /** Overrides the ground, which is the endpoint. */
  readonly ground?: string;
  readonly args?: Args;
}

/** A claim about the way to one address of an endpoint, from a connection to it or a look at its socket. */
export function pathClaim(
  { about, gateway }: Pick<EndpointLook, "about" | "gateway">,
  seen: Connect | File,
  { cause, strength, evidence = [], value, ground, args }: PathAccusation,
): Claim {
  const request = seen.kind === "connect" ? seen.request : undefined;
  const target = request?.target ?? about.endpoint.target;
  const locations = places(value, about.endpoint, routeOf(about, seen));
  return {
    cause,
    strength,
    subject: subjectAt(about, seen),
    ground: ground ?? endpointGround(about.endpoint),
    locations,
    evidence: seen.kind === "connect" ? [connectSentence(seen), ...evidence] : evidence,
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      endpoint: about.endpoint.endpoint,
      target: targetText(target),
      place: placeText(about.endpoint.endpoint, target),
      host: target.kind === "tcp" ? target.host : target.path,
      port: target.kind === "tcp" ? target.port : 0,
      reach: reachCommand(target, request?.sourceAddress),
      curl: request === undefined ? "" : curlCommand(request),
      file: locations[0]?.file ?? "",
      line: locations[0]?.line ?? 0,
      ...args,
    },
  };
}

/** "10.0.0.5:8080 connects in 0.4 ms", "10.0.0.5:8080: connection refused after 0.2 ms, 2 tries of 2". */
export function connectSentence({ request, outcome, durationMs, facts }: Connect): string {
  const target = targetText(request.target);
  const from = request.sourceAddress === undefined ? "" : ` from ${request.sourceAddress}`;
  if (outcome.kind === "answered") return `${target} connects in ${duration(durationMs)}${from}`;
  if (outcome.kind === "timed-out") return `${target}: no answer${from} within ${duration(durationMs)}`;
  const tries = facts.tries.length;
  const alike = facts.tries.filter((one) => one.outcome.code === outcome.code).length;
  const often = tries > 1 ? `, ${alike} tries of ${tries}` : "";
  return `${target}: ${outcome.reason}${from} after ${duration(durationMs)}${often}`;
}

/** "10.0.0.5:8080"; with a name "api:8080 (10.0.0.5)". */
function placeText(endpoint: string, target: Target): string {
  return target.kind === "unix" || targetText(target) === endpoint
    ? endpoint
    : `${endpoint} (${target.host})`;
}

/** The connection by hand. */
function reachCommand(target: Target, sourceAddress: string | undefined): string {
  if (target.kind === "unix") return `nc -zvU ${shellQuote(target.path)}`;
  const from = sourceAddress === undefined ? "" : ` -s ${shellQuote(sourceAddress)}`;
  return `nc -vz -w 5${from} ${shellQuote(target.host)} ${target.port}`;
}

/** Where it fails, for a title: what the endpoints share, how many they are, or the one that it is. */
export function whereTo({ args, endpointCount, where }: CauseArgs): string {
  const shared = sharedThing(args.shared);
  if (shared !== undefined)
    return `${shared}: ${endpointCount} ${endpointCount === 1 ? "endpoint" : "endpoints"}`;
  return endpointCount > 1 ? `${endpointCount} endpoints` : String(args.place ?? where);
}

/** "10.1.2.0/24" of "subnet:10.1.2.0/24", "port 9000" of "port:9000", "any other host" of "all:". */
export function sharedThing(shared: string | number | undefined): string | undefined {
  return shared === undefined
    ? undefined
    : String(shared)
        .replace(/^(subnet|host):/, "")
        .replace(/^port:/, "port ")
        .replace(/^all:/, "any other host");
}
