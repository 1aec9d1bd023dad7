import { readFile, readlink } from "node:fs/promises";
import type { Container, ContainersFacts, ContainersRequest } from "../model/container.ts";
import type { Measurement } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { FetchOptions } from "./admin/fetch-config.ts";
import { askEngine } from "./containers/ask-engine.ts";
import { type Inspected, inspected } from "./containers/container.ts";
import { type EngineSocket, socketsHere } from "./containers/sockets.ts";
import type { ProbeContext } from "./context.ts";
import { controlGroupFrom } from "./host/cgroup.ts";
import { tcpListeners } from "./host/tcp-listeners.ts";
import { textIn } from "./json.ts";
import { ANSWERED, outcome } from "./outcome.ts";

export interface ContainersOptions {
  readonly proc: string;
  /** Where engines may listen. */
  readonly sockets: readonly string[];
}

/** Containers of one engine that are looked at, and at the same time. */
const MOST_CONTAINERS = 200;
const AT_ONCE = 8;
/** For each question; an engine that takes longer is in trouble itself. */
const TIMEOUT_MS = 2_000;
const MOST_TIMEOUTS = 2;

interface Known {
  readonly sockets: readonly EngineSocket[];
  readonly found: readonly Inspected[];
  readonly unread: ContainersFacts["unread"];
  readonly isDenied: boolean;
}

/** Makes the probe that asks the container engines of this host for their containers: with GETs alone, that change nothing. */
export function containersProbe({ proc, sockets }: ContainersOptions) {
  // Asked once for a run, whatever failed.
  let asked: Promise<Known> | undefined;
  return async (request: ContainersRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    asked ??= askAll(sockets, context);
    const { found, unread, ...known } = await asked;
    const containers = await Promise.all(found.map((one) => complete(one, request.gatewayPids, proc)));
    return [
      {
        kind: "containers",
        request,
        outcome: outcomeOf({ found, unread, ...known }),
        startedAt,
        durationMs: context.clock() - start,
        facts: { containers, unread },
      },
    ];
  };
}

function outcomeOf({ sockets, unread, isDenied }: Known): Outcome {
  if (sockets.length === 0) return outcome("not-tried", "no container engine listens here");
  const [first] = unread;
  if (first === undefined || unread.length < sockets.length) return ANSWERED;
  return outcome(isDenied ? "not-allowed" : "not-tried", `${first.socket}: ${first.because}`);
}

async function askAll(paths: readonly string[], context: ProbeContext): Promise<Known> {
  const sockets = await socketsHere(paths);
  const options = { timeoutMs: TIMEOUT_MS, signal: context.signal, userAgent: context.userAgent };
  const answers = await Promise.all(sockets.map((socket) => containersAt(socket, options)));
  return {
    sockets,
    found: answers.flatMap((one) => (Array.isArray(one) ? one : [])),
    unread: answers.flatMap((one, index) =>
      "kind" in one ? [{ socket: sockets[index]?.path ?? "", because: one.reason }] : [],
    ),
    isDenied: answers.some((one) => "kind" in one && one.kind === "not-allowed"),
  };
}

async function containersAt(
  { path, engine }: EngineSocket,
  options: FetchOptions,
): Promise<readonly Inspected[] | Outcome> {
  const list = await askEngine(path, "/containers/json?all=1", options);
  if ("kind" in list) return list;
  if (!Array.isArray(list.value)) return outcome("rejected", "its answer is no list of containers");
  const ids = list.value
    .map((one) => textIn(one, "Id") ?? "")
    .filter((id) => /^[0-9a-f]{12,64}$/.test(id))
    .slice(0, MOST_CONTAINERS);
  const found: Inspected[] = [];
  let timeouts = 0;
  const askNext = async (): Promise<void> => {
    for (let id = ids.shift(); id !== undefined && timeouts < MOST_TIMEOUTS; id = ids.shift()) {
      const answer = await askEngine(path, `/containers/${id}/json`, options);
      // One that was removed in the meantime is none any more.
      if ("kind" in answer) timeouts += answer.kind === "timed-out" ? 1 : 0;
      else found.push(...[inspected(answer.value, engine)].filter((one) => one !== undefined));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askNext));
  return found;
}

/** With what the kernel says of its sockets and of the gateway. */
async function complete(
  { pid, with: finish }: Inspected,
  gatewayPids: readonly number[],
  proc: string,
): Promise<Container> {
  const plain = finish({ listens: undefined, gatewayPids: [] });
  if (pid <= 0) return plain;
  const listeners = await tcpListeners(`${proc}/${pid}`);
  const files = await readlink(`${proc}/${pid}/ns/mnt`).catch(() => undefined);
  const own: number[] = [];
  for (const gateway of gatewayPids)
    if (await isWithin({ pid: gateway, proc }, files, plain.id)) own.push(gateway);
  return finish({
    listens: listeners?.map(({ address, port }) => ({ address, port })),
    gatewayPids: own,
  });
}

/** Files of its own are what every container has, also one in the network of the host or of another one. */
async function isWithin(
  { pid, proc }: { readonly pid: number; readonly proc: string },
  files: string | undefined,
  id: string,
): Promise<boolean> {
  const own = await readlink(`${proc}/${pid}/ns/mnt`).catch(() => undefined);
  if (own !== undefined && own === files) return true;
  const groups = await readFile(`${proc}/${pid}/cgroup`, "utf8").catch(() => "");
  return controlGroupFrom(groups).container === id;
}
