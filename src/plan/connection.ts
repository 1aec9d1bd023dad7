import ipaddr from "ipaddr.js";
import type { Endpoint, Route } from "../model/config.ts";
import type { Forward, ServerName, Template, TlsSettings } from "../model/forward.ts";
import type { HealthCheck } from "../model/health-check.ts";
import type { HandshakeAsk, Limits } from "../model/request.ts";
import type { Ask, AskOptions } from "./ask.ts";
import { fill, isGuess, type RequestFacts } from "./template.ts";

/** How an endpoint is connected to: a server of its own, or a check, may want another way than the route. */
export interface Wire {
  readonly tls: TlsSettings | undefined;
  readonly proxyProtocol: 0 | 1 | 2;
  /** The Host header that follows. */
  readonly host: Template;
}

export function routeWire({ forward }: Route, endpoint: Endpoint): Wire {
  const { tls, proxyProtocol } = endpoint.forward ?? forward;
  return { tls, proxyProtocol: proxyProtocol.value, host: forward.host.value };
}

/** As the route, but for what the check says itself. */
export function checkWire(route: Route, endpoint: Endpoint, check: HealthCheck): Wire {
  const wire = routeWire(route, endpoint);
  const tls = check.tls === undefined ? wire.tls : check.tls === "none" ? undefined : check.tls;
  const host = endpoint.check?.host ?? check.host;
  return {
    tls: tls === undefined ? undefined : ownHandshake(tls, check),
    proxyProtocol: check.proxyProtocol?.value ?? wire.proxyProtocol,
    host: host === undefined ? wire.host : [host.value],
  };
}

function ownHandshake(tls: TlsSettings, { alpn, serverName }: HealthCheck): TlsSettings {
  if (alpn === undefined && serverName === undefined) return tls;
  return { ...tls, alpn: alpn ?? tls.alpn, serverName: serverName ?? tls.serverName };
}

/** The connection and the handshake of a climb, as a route makes them with this wire. */
export function connectionAsk(
  forward: Forward,
  wire: Wire,
  facts: RequestFacts,
  options: Pick<AskOptions, "patienceMs" | "serverName">,
): Omit<Ask, "exchange"> {
  const { tls, proxyProtocol } = wire;
  return {
    kind: "climb",
    sourceAddress: literalAddress(forward.sourceAddress?.value),
    patienceMs: options.patienceMs,
    proxyProtocol,
    tls: tls === undefined ? undefined : handshakeAsk(tls, facts, options),
    limits: limitsOf(forward),
    guessed: guessedNames(wire, facts, options),
  };
}

function guessedNames(
  { host, tls }: Wire,
  facts: RequestFacts,
  { serverName }: Pick<AskOptions, "serverName">,
): Ask["guessed"] {
  const sent = tls?.serverName.value;
  const isSniGuessed = serverName === undefined && sent?.kind === "name" && isGuess(sent.name, facts);
  return [
    ...(isGuess(host, facts) || fill(host, facts) === undefined ? (["host"] as const) : []),
    ...(isSniGuessed ? (["server-name"] as const) : []),
    ...(tls !== undefined && isGuess(tls.verifyName.value, facts) ? (["verify-name"] as const) : []),
  ];
}

/** A source address that depends on the request (the client's own, say) can't be borrowed. */
function literalAddress(address: string | undefined): string | undefined {
  return address?.includes("$") === true ? undefined : address;
}

function handshakeAsk(
  tls: TlsSettings,
  facts: RequestFacts,
  options: Pick<AskOptions, "serverName">,
): HandshakeAsk {
  const { serverName, verifyName } = tls;
  return {
    serverName: options.serverName ?? nameSent(serverName.value, facts),
    verify: tls.verify.value,
    verifyName: fill(verifyName.value, facts),
    matchesAddresses: tls.matchesAddresses,
    ...(tls.nameRules !== undefined && { nameRules: tls.nameRules.value }),
    verifyDepth: tls.verifyDepth.value,
    trust: tls.trust.value,
    ...(tls.revocations !== undefined && { revocations: tls.revocations.value }),
    versions: tls.versions.value,
    ciphers: tls.ciphers.value,
    alpn: tls.alpn.value,
    clientCertificate: tls.clientCertificate,
  };
}

function nameSent(serverName: ServerName, facts: RequestFacts): string | undefined {
  if (serverName.kind === "none") return undefined;
  const name = fill(serverName.name, facts);
  const isAddress = name !== undefined && ipaddr.isValid(name.replace(/^\[|\]$/g, ""));
  return serverName.isNeverAddress === true && isAddress ? undefined : name;
}

function limitsOf(forward: Forward): Limits {
  const { timeouts, responseHeaderBytes } = forward;
  return {
    connectMs: timeouts.connectMs.value,
    handshakeMs: timeouts.handshakeMs.value,
    readIdleMs: timeouts.readIdleMs.value,
    requestMs: timeouts.requestMs?.value,
    responseHeaderBytes: forward.protocol === "tcp" ? undefined : responseHeaderBytes.value,
  };
}
