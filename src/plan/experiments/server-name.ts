import type { ClimbRequest } from "../../model/request.ts";
import type { Experiment, Variant } from "../experiment.ts";
import type { Ground } from "../ground.ts";
import { exchangeIn, handshakeIn, wasCutShort } from "./seen.ts";

/** Names that are tried at most. */
const NAMES = 3;

/**
 * Tells a server that chooses by server name (`tls-sni-required`, `tls-sni-rejected`) from one that lacks a cipher, a
 * version or a client certificate, and from a wrong certificate. Runs when the handshake is refused, when the certificate
 * is one the gateway would not take, and when a virtual host may have been missed under TLS. Costs a connection for each
 * name that the endpoint, the Host header, the certificate or the route has, and one without a name, four at most.
 */
export const serverName: Experiment = {
  id: "server-name",
  vary: (ground, seen) => {
    const { request } = ground;
    const handshake = handshakeIn(seen);
    if (request.tls === undefined || handshake === undefined) return [];
    const refused = wasCutShort(handshake) && handshake.facts.spoke === undefined;
    const untrusted =
      request.tls.verify && handshake.outcome.kind === "answered" && !isTrusted(handshake.facts.verification);
    if (!refused && !untrusted && !mayBeMissedHost(seen)) return [];
    const names = candidateNames(ground, handshake.facts.chain[0]?.names ?? []);
    const variants = names.map((name) => variant(request, name));
    return request.tls.serverName === undefined ? variants : [...variants, variant(request, undefined)];
  },
};

function isTrusted(verification: {
  readonly code: number | undefined;
  readonly nameMatches: boolean | undefined;
}): boolean {
  return verification.code === 0 && verification.nameMatches !== false;
}

/** 421 is the word for it (RFC 9110 section 15.5.20); some servers say 400, 403, 404 or 503 instead. */
function mayBeMissedHost(seen: Parameters<typeof exchangeIn>[0]): boolean {
  const status = exchangeIn(seen)?.facts.status;
  return status !== undefined && [400, 403, 404, 421, 503].includes(status);
}

/** What the server might be called: as the config knows the endpoint, as the request does, as its certificate does. */
function candidateNames(
  { request, endpointName, routeHosts }: Ground,
  certificateNames: readonly string[],
): readonly string[] {
  const host = request.exchange?.host?.replace(/:\d+$/, "");
  const all = [request.tls?.verifyName, endpointName, host, ...certificateNames, ...routeHosts];
  const names = all.filter((name): name is string => name !== undefined && isHostName(name));
  return [...new Set(names)].filter((name) => name !== request.tls?.serverName).slice(0, NAMES);
}

/** RFC 6066 section 3: a DNS name with a dot or a single label, never an address or a pattern. */
function isHostName(name: string): boolean {
  return (
    /^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9])?(\.[A-Za-z0-9_-]+)*$/.test(name) &&
    !/^[\d.]+$/.test(name)
  );
}

function variant(request: ClimbRequest, name: string | undefined): Variant {
  const { tls } = request;
  const varied = tls && { ...tls, serverName: name };
  return { request: { ...request, tls: varied }, from: tls?.serverName ?? "none", to: name ?? "none" };
}
