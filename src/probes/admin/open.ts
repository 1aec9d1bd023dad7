import type { Socket } from "node:net";
import type { AdminPlace } from "../../model/admin.ts";
import type { Measurement } from "../../model/observation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ClimbRequest, HandshakeAsk, ResolveRequest } from "../../model/request.ts";
import { connect } from "../connect.ts";
import type { ProbeContext } from "../context.ts";
import { handshake } from "../handshake.ts";
import { outcome, timedOut } from "../outcome.ts";
import { tlsGround } from "../secure-context.ts";

export type Resolve = (request: ResolveRequest, context: ProbeContext) => Promise<readonly Measurement[]>;

export interface OpenedAdmin {
  readonly socket: Socket;
  readonly leftMs: number;
}

/**
 * The way to an admin surface, step by step, so that each has a name when it fails: an HTTP library's own connect calls a
 * host that is not there and a server that never answers the handshake the same. Nothing is asked of a server whose
 * certificate does not verify: the URL may bring credentials along.
 */
export async function openAdmin(
  place: AdminPlace,
  timeoutMs: number,
  resolve: Resolve,
  context: ProbeContext,
): Promise<OpenedAdmin | Outcome> {
  const due = context.clock() + timeoutMs;
  const left = (): number => Math.ceil(due - context.clock());
  const addresses = await addressesOf(place, timeoutMs, resolve, context);
  if ("kind" in addresses) return addresses;
  let last: Outcome = timedOut("no connection", timeoutMs);
  for (const target of addresses) {
    if (left() <= 0) break;
    const [attempt] = (await connect(requestTo(target, left()), context)).slice(-1);
    last = attempt?.outcome ?? last;
    const socket = attempt?.socket;
    if (socket === undefined) continue;
    if (!place.hasTls) return { socket, leftMs: left() };
    const ask = handshakeAsk(place);
    const shaken = await handshake(socket, ask, await tlsGround(ask, context), Math.max(1, left()), context);
    const distrust = shaken.stream === undefined ? shaken.outcome : distrusted(shaken.facts.verification);
    if (distrust === undefined && shaken.stream !== undefined)
      return { socket: shaken.stream, leftMs: left() };
    socket.destroy();
    return distrust ?? shaken.outcome;
  }
  return last;
}

async function addressesOf(
  { target }: AdminPlace,
  timeoutMs: number,
  resolve: Resolve,
  context: ProbeContext,
): Promise<readonly AdminPlace["target"][] | Outcome> {
  if (target.kind === "unix" || target.isAddress) return [target];
  const request = {
    kind: "resolve",
    name: target.host,
    families: ["ipv4", "ipv6"],
    via: { kind: "system" },
    timeoutMs,
  } as const;
  const [resolved] = await resolve(request, context);
  if (resolved?.kind !== "resolve") return outcome("not-tried", "the name was not resolved");
  const { addresses } = resolved.facts;
  if (addresses.length === 0) return resolved.outcome;
  return addresses.map(({ address }) => ({ ...target, host: address, isAddress: true }));
}

function requestTo(target: AdminPlace["target"], patienceMs: number): ClimbRequest {
  const limits = {
    connectMs: undefined,
    handshakeMs: undefined,
    readIdleMs: undefined,
    requestMs: undefined,
    responseHeaderBytes: undefined,
  };
  const plain = { sourceAddress: undefined, proxyProtocol: 0, tls: undefined, exchange: undefined } as const;
  return { kind: "climb", target, patienceMs, limits, guessed: [], ...plain };
}

function handshakeAsk({ target, trust }: AdminPlace): HandshakeAsk {
  const name = target.kind === "tcp" ? target.host : "localhost";
  return {
    serverName: target.kind === "tcp" && target.isAddress ? undefined : name,
    verify: true,
    verifyName: name,
    matchesAddresses: true,
    verifyDepth: 100,
    trust,
    versions: ["TLSv1.2", "TLSv1.3"],
    ciphers: "DEFAULT",
    alpn: ["http/1.1"],
    clientCertificate: undefined,
  };
}

function distrusted({
  code,
  reason,
  nameMatches,
}: {
  readonly code: number | undefined;
  readonly reason: string | undefined;
  readonly nameMatches: boolean | undefined;
}): Outcome | undefined {
  if (code !== 0)
    return outcome("rejected", "its certificate does not verify (--ca FILE names whom to trust)", reason);
  return nameMatches === false ? outcome("rejected", "its certificate is for another name") : undefined;
}
