import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Measurement } from "../model/observation.ts";
import type { ClimbRequest, HandshakeAsk } from "../model/request.ts";
import { attempt } from "./attempt.ts";
import { type ConnectTry, connect } from "./connect.ts";
import type { ProbeContext } from "./context.ts";
import { type Asked, askOver } from "./exchange.ts";
import { handshake, NO_HANDSHAKE, rejectedAfterwards } from "./handshake.ts";
import { lateAlert } from "./late-alert.ts";
import { outcome } from "./outcome.ts";
import { proxyHeader } from "./proxy-protocol.ts";
import { type TlsGround, tlsGround } from "./secure-context.ts";
import { silentConnect, silentExchange, silentHandshake, watchSilence } from "./silence.ts";

/**
 * One connection climbs: connect, PROXY header, handshake, request, on the same socket. Gives one measurement for each
 * layer that was tried; above a layer that failed there is none. It never throws, and waits for no layer longer than
 * the patience of the request, nor beyond the end of the run.
 * @param afterwards What else is to be done with the connection before it is closed.
 */
export async function climb(
  request: ClimbRequest,
  context: ProbeContext,
  afterwards?: (stream: Duplex) => Promise<void>,
): Promise<readonly Measurement[]> {
  if (request.exchange?.protocol === "udp") return [untriedUdp(request, context)];
  // Files are read while the connection is made, so that thousands of connects start in one go.
  const ground = request.tls && tlsGround(request.tls, context);
  const stopWatching = watchSilence(context, request.limits.connectMs, (ms) => [
    silentConnect(request, ms, context),
  ]);
  const tries = await connect(request, context);
  stopWatching();
  const last = tries[tries.length - 1];
  if (last === undefined) return [];
  const connected = connectMeasurement(request, tries, last);
  if (last.socket === undefined) return [connected];
  try {
    if (request.proxyProtocol !== 0) last.socket.write(proxyHeader(request.proxyProtocol, last.socket));
    if (request.tls === undefined || ground === undefined) {
      const { measurements } = await askWatched(last.socket, request, [connected], context);
      await afterwards?.(last.socket);
      return [connected, ...measurements];
    }
    const made = { request, ask: request.tls, ground: await ground, connected, afterwards };
    return [connected, ...(await climbTls(last.socket, made, context))];
  } finally {
    last.socket.destroy();
  }
}

function connectMeasurement(
  request: ClimbRequest,
  tries: readonly ConnectTry[],
  last: ConnectTry,
): Measurement {
  return {
    kind: "connect",
    request,
    outcome: last.outcome,
    startedAt: last.startedAt,
    durationMs: last.durationMs,
    facts: {
      localAddress: last.socket?.localAddress,
      tries: tries.map((one) => ({ outcome: one.outcome, durationMs: one.durationMs })),
      ...(last.failedHere ? { failedHere: true } : {}),
    },
  };
}

interface TlsClimb {
  readonly request: ClimbRequest;
  readonly ask: HandshakeAsk;
  readonly ground: TlsGround;
  readonly connected: Measurement;
  readonly afterwards: ((stream: Duplex) => Promise<void>) | undefined;
}

async function climbTls(
  socket: Socket,
  { request, ask, ground, connected, afterwards }: TlsClimb,
  context: ProbeContext,
): Promise<readonly Measurement[]> {
  const stopWatching = watchSilence(context, request.limits.handshakeMs, (ms) => [
    connected,
    silentHandshake(request, ms, context),
  ]);
  const shaken = await attempt(
    context,
    () => handshake(socket, ask, ground, request.patienceMs, context),
    (broken) => ({ ...NO_HANDSHAKE, outcome: broken }),
  );
  stopWatching();
  const measured = ({ outcome, facts }: typeof shaken.result): Measurement => ({
    kind: "handshake",
    request,
    outcome,
    startedAt: shaken.startedAt,
    durationMs: shaken.durationMs,
    facts,
  });
  const { stream, facts } = shaken.result;
  if (stream === undefined) return [measured(shaken.result)];
  const below = [connected, measured(shaken.result)];
  const { measurements, alert } = await askWatched(stream, request, below, context);
  await afterwards?.(stream);
  const late = measurements.length === 0 ? await lateAlert(stream, context) : alert;
  if (late !== undefined && facts.version === "TLSv1.3")
    return [measured(rejectedAfterwards(shaken.result, late))];
  return [measured(shaken.result), ...measurements];
}

async function askWatched(
  stream: Duplex,
  request: ClimbRequest,
  below: readonly Measurement[],
  context: ProbeContext,
): Promise<Asked> {
  // Who waits for the end of a line in another protocol may have one worker, which answers nobody while this connection
  // is open: the question in HTTP, which tells, has to come behind it.
  if (request.exchange?.protocol !== "http") return askOver(stream, request, context);
  const { readIdleMs, requestMs } = request.limits;
  const stopWatching = watchSilence(context, readIdleMs ?? requestMs, (ms) => [
    ...below,
    silentExchange(request, ms, context),
  ]);
  const asked = await askOver(stream, request, context);
  stopWatching();
  return asked;
}

function untriedUdp(request: ClimbRequest, context: ProbeContext): Measurement {
  return {
    kind: "connect",
    request,
    outcome: outcome("not-tried", "UDP can't be probed by connecting"),
    startedAt: context.now(),
    durationMs: 0,
    facts: { localAddress: undefined, tries: [] },
  };
}
