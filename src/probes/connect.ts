import { isIP, type NetConnectOpts, connect as open, type Socket } from "node:net";
import type { Outcome } from "../model/outcome.ts";
import type { ClimbRequest } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";
import { type Ending, startDeadline } from "./deadline.ts";
import { ANSWERED, failedAtOnce, outcome, outcomeOfConnectError, RUN_ENDED, timedOut } from "./outcome.ts";

export interface ConnectTry {
  readonly outcome: Outcome;
  readonly startedAt: number;
  readonly durationMs: number;
  /** Open and paused; undefined when the try failed. */
  readonly socket: Socket | undefined;
  readonly failedHere: boolean;
}

/** A service that is just starting refuses once and not again; more tries would tell no more. */
const SECOND_TRY_AFTER_MS = 50;

/**
 * Opens the connection. A refusal or reset is tried a second time; a wait that ran out is not, because it has cost all
 * the patience already. The last try is the result.
 */
export async function connect(request: ClimbRequest, context: ProbeContext): Promise<readonly ConnectTry[]> {
  const start = context.clock();
  const patienceMs = connectPatience(request);
  const first = await tryOnce(request, context, patienceMs);
  const isWorthAnother = first.outcome.kind === "refused" || first.outcome.kind === "reset";
  const left = patienceMs - (context.clock() - start) - SECOND_TRY_AFTER_MS;
  if (!isWorthAnother || left <= 0) return [first];
  const why = await new Promise<Ending>((resolve) => startDeadline(context, SECOND_TRY_AFTER_MS, resolve));
  if (why === "run-ended") return [first];
  return [first, await tryOnce(request, context, left)];
}

/**
 * By then SYN was sent three times (after 0, 1 and 3 s), and a neighbour that is off was given up (Linux, 3 s): where the
 * gateway has lost its patience as well, waiting longer would tell no more.
 */
const ENOUGH_MS = 3_500;

function connectPatience({ patienceMs, limits }: ClimbRequest): number {
  return limits.connectMs === undefined
    ? patienceMs
    : Math.min(patienceMs, Math.max(limits.connectMs, ENOUGH_MS));
}

function tryOnce(request: ClimbRequest, context: ProbeContext, patienceMs: number): Promise<ConnectTry> {
  const startedAt = context.now();
  const start = context.clock();
  return new Promise((resolve) => {
    const settle = (result: Outcome, socket?: Socket, failedHere = false): void =>
      resolve({ outcome: result, startedAt, durationMs: context.clock() - start, socket, failedHere });
    if (context.signal.aborted) return settle(RUN_ENDED);
    const options = connectOptions(request);
    if (options === undefined) return settle(outcome("not-tried", "the name is not resolved"));
    try {
      const socket = open(options);
      const cancel = startDeadline(context, patienceMs, (why) => {
        socket.destroy();
        settle(why === "run-ended" ? RUN_ENDED : timedOut("no connection", patienceMs));
      });
      socket.on("connect", () => {
        cancel();
        settle(ANSWERED, socket);
      });
      // Stays on for the life of the socket: an error between two layers must not end the process.
      socket.on("error", (error) => {
        cancel();
        settle(failure(error, request), undefined, failedAtOnce(error));
      });
    } catch (error) {
      settle(failure(error, request));
    }
  });
}

function failure(error: unknown, request: ClimbRequest): Outcome {
  return outcomeOfConnectError(error, {
    transport: request.target.kind,
    hasSourceAddress: request.sourceAddress !== undefined,
  });
}

/** Undefined for a name: to resolve it is another probe's job, and the system's answer may not be the gateway's. */
function connectOptions(request: ClimbRequest): NetConnectOpts | undefined {
  const { target, sourceAddress } = request;
  if (target.kind === "unix") return { path: target.path };
  const host = withoutBrackets(target.host);
  if (isIP(host) === 0) return undefined;
  const options = { host, port: target.port, noDelay: true, autoSelectFamily: false };
  return sourceAddress === undefined ? options : { ...options, localAddress: withoutBrackets(sourceAddress) };
}

function withoutBrackets(address: string): string {
  return address.startsWith("[") && address.endsWith("]") ? address.slice(1, -1) : address;
}
