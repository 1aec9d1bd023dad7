import type { CauseId } from "../model/cause.ts";
import type { Args, Policy, SubjectOf } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import { asker, endpointGround, places, routeOf, settingGround, targetText } from "../model/evidence.ts";
import type { UpstreamProtocol } from "../model/forward.ts";
import type { Observation } from "../model/observation.ts";
import type { Location } from "../model/source.ts";
import { curlCommand, opensslCommand } from "./reproduce.ts";
import { routesIn, subjectAt } from "./steps.ts";
import type { Claim } from "./verdict.ts";

/** What every check for endpoints is handed, whatever it needs to see. */
export interface EndpointLook {
  readonly gateway: Gateway;
  readonly about: SubjectOf["endpoint"];
  readonly policy: Policy;
}

interface Accusation {
  readonly cause: CauseId;
  readonly strength: number;
  readonly evidence: readonly string[];
  /** The value to change, where a line of config decides; then it is also the ground. */
  readonly value?: Location | undefined;
  /** Overrides the ground. */
  readonly ground?: string;
  readonly args?: Args;
}

/** A claim about the endpoint, from one observation of it: subject, lines, ground and the usual arguments filled in. */
export function claim(
  look: EndpointLook,
  seen: Extract<Observation, { kind: "handshake" | "exchange" }>,
  accusation: Accusation,
): Claim {
  const { about, gateway } = look;
  const route = routeOf(about, seen);
  const locations = places(accusation.value, about.endpoint, route);
  const ground =
    accusation.ground ??
    (accusation.value === undefined
      ? endpointGround(about.endpoint)
      : settingGround(accusation.value, about.endpoint));
  const args = {
    kind: gateway.kind,
    asker: asker(gateway),
    endpoint: about.endpoint.endpoint,
    target: targetText(seen.request.target),
    /** 1: what was asked is the health check, and not what requests are. */
    isCheck: seen.request.isCheck === true ? 1 : 0,
    family: settingFamily(route?.forward.protocol ?? seen.request.exchange?.protocol),
    file: locations[0]?.file ?? "",
    line: locations[0]?.line ?? 0,
    curl: curlCommand(seen.request),
    openssl: opensslCommand(seen.request),
    ...accusation.args,
  };
  const { cause, strength, evidence } = accusation;
  const routes = routesIn(about, seen);
  return { cause, strength, evidence, subject: subjectAt(about, seen), routes, ground, locations, args };
}

/** The word with which configs name their settings for a protocol: one family serves HTTP and plain connections. */
function settingFamily(protocol: UpstreamProtocol | undefined): string {
  const isPlain = protocol === undefined || protocol === "http" || protocol === "tcp" || protocol === "udp";
  return isPlain ? "proxy" : protocol;
}
