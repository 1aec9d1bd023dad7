import type {
  Container,
  ContainerEngine,
  ContainerHealth,
  ContainerNetwork,
  ContainerStatus,
  PublishedPort,
} from "../../model/container.ts";
import { listIn, member, membersIn, numberIn, textIn, textsIn } from "../json.ts";

const LONGEST = 200;
const MOST_PORTS = 256;
const MOST_NETWORKS = 32;
const MOST_ALIASES = 16;

/** What the kernel says beside the engine. */
type BesideEngine = Pick<Container, "listens" | "gatewayPids">;

/** A container with the id of its main process, which is 0 where none runs. */
export interface Inspected {
  readonly pid: number;
  readonly with: (beside: BesideEngine) => Container;
}

/**
 * Reads an answer to GET /containers/ID/json (Docker Engine API; Podman's compatible one). Taken from it is what is named here and
 * nothing else: its environment, its command line and its labels may hold secrets. Undefined for what is no such answer.
 */
export function inspected(answer: unknown, engine: ContainerEngine): Inspected | undefined {
  const id = textIn(answer, "Id");
  const state = member(answer, "State");
  if (id === undefined || !/^[0-9a-f]{12,64}$/.test(id) || state === undefined) return undefined;
  const host = member(answer, "HostConfig");
  const published = publishedIn(answer);
  const container = {
    engine,
    id,
    name: shortened(textIn(answer, "Name") ?? "").replace(/^\//, "") || id.slice(0, 12),
    status: STATUSES.get(textIn(state, "Status") ?? "") ?? "unknown",
    exitCode: numberIn(state, "ExitCode") ?? 0,
    isOomKilled: member(state, "OOMKilled") === true,
    error: shortened(textIn(state, "Error") ?? ""),
    startedAt: stampIn(state, "StartedAt"),
    finishedAt: stampIn(state, "FinishedAt"),
    restarts: numberIn(answer, "RestartCount") ?? 0,
    restartPolicy: shortened(textIn(member(host, "RestartPolicy"), "Name") || "no"),
    memoryLimit: numberIn(host, "Memory") || undefined,
    health: healthIn(state),
    published,
    exposed: exposedIn(answer, published),
    networkMode: shortened(textIn(host, "NetworkMode") ?? ""),
    networks: networksIn(answer),
  } as const;
  return { pid: numberIn(state, "Pid") ?? 0, with: (beside) => ({ ...container, ...beside }) };
}

/** Docker's words (types/container, State.Status), and those of Podman that are others (libpod/define). */
const STATUSES: ReadonlyMap<string, ContainerStatus> = new Map([
  ["created", "created"],
  ["configured", "created"],
  ["initialized", "created"],
  ["running", "running"],
  ["stopping", "running"],
  ["paused", "paused"],
  ["restarting", "restarting"],
  ["removing", "removing"],
  ["exited", "exited"],
  ["stopped", "exited"],
  ["dead", "dead"],
]);

/** "2026-11-28T13:50:33.643019683Z"; the year 1 stands for never. */
function stampIn(state: unknown, name: string): number | undefined {
  const at = Date.parse(textIn(state, name) ?? "");
  return Number.isNaN(at) || at <= 0 ? undefined : at;
}

/** Docker leaves it out where no check is declared; Podman's compatible answer then has an empty status. */
function healthIn(state: unknown): ContainerHealth | undefined {
  const health = member(state, "Health");
  const word = textIn(health, "Status") ?? "";
  if (word === "" || word === "none") return undefined;
  const status = word === "starting" || word === "healthy" || word === "unhealthy" ? word : "unknown";
  return {
    status,
    failingStreak: numberIn(health, "FailingStreak") ?? 0,
    lastOutput: shortened(textIn(listIn(health, "Log").at(-1), "Output") ?? ""),
  };
}

/**
 * What was asked for, which stands there also while it is down, and what was given: a host port that the engine chose is known
 * while it runs alone.
 */
function publishedIn(answer: unknown): readonly PublishedPort[] {
  const asked = membersIn(member(answer, "HostConfig"), "PortBindings");
  const given = membersIn(member(answer, "NetworkSettings"), "Ports");
  const ports = new Map<string, PublishedPort>();
  for (const [key, bindings] of [...asked, ...given]) {
    const port = tcpPort(key);
    if (port === undefined || !Array.isArray(bindings)) continue;
    for (const binding of bindings.slice(0, MOST_PORTS)) {
      const hostPort = Number(textIn(binding, "HostPort"));
      const hostAddress = shortened(textIn(binding, "HostIp") ?? "") || "0.0.0.0";
      if (isPort(hostPort) && ports.size < MOST_PORTS)
        ports.set(`${hostAddress} ${hostPort}`, { hostAddress, hostPort, port });
    }
  }
  return [...ports.values()];
}

/** Of "80/tcp"; UDP and SCTP serve no upstream that is probed. */
function tcpPort(key: string): number | undefined {
  const port = Number(/^(\d{1,5})\/tcp$/.exec(key)?.[1]);
  return isPort(port) ? port : undefined;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= 65_535;
}

function exposedIn(answer: unknown, published: readonly PublishedPort[]): readonly number[] {
  const named = membersIn(member(answer, "Config"), "ExposedPorts").flatMap(([key]) => tcpPort(key) ?? []);
  return [...new Set([...named, ...published.map(({ port }) => port)])].slice(0, MOST_PORTS);
}

function networksIn(answer: unknown): readonly ContainerNetwork[] {
  return membersIn(member(answer, "NetworkSettings"), "Networks")
    .slice(0, MOST_NETWORKS)
    .map(([name, network]) => ({
      name: shortened(name),
      addresses: ["IPAddress", "GlobalIPv6Address"].flatMap((key) => {
        const address = shortened(textIn(network, key) ?? "");
        return address === "" ? [] : [address];
      }),
      // DNSNames is what the embedded DNS answers to, since API 1.44
      aliases: [...new Set([...textsIn(network, "Aliases"), ...textsIn(network, "DNSNames")])]
        .slice(0, MOST_ALIASES)
        .map(shortened),
    }));
}

function shortened(text: string): string {
  return text.slice(0, LONGEST);
}
