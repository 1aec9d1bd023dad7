/** What the container engines of this host know of the containers on it, running or not. */
export interface ContainersRequest {
  readonly kind: "containers";
  /** Processes of the gateway, to find the container that they run in. */
  readonly gatewayPids: readonly number[];
}

export interface ContainersFacts {
  readonly containers: readonly Container[];
  /** Engines whose socket is there and that did not answer, or not to this user. */
  readonly unread: readonly { readonly socket: string; readonly because: string }[];
}

/** The program by which a person asks an engine; Podman's API is Docker's. */
export type ContainerEngine = "docker" | "podman";

export type ContainerStatus =
  | "created"
  | "running"
  | "paused"
  | "restarting"
  | "removing"
  | "exited"
  | "dead"
  | "unknown";

/** A container as GET /containers/ID/json tells it (Docker Engine API), and its sockets as the kernel does. */
export interface Container {
  readonly engine: ContainerEngine;
  readonly id: string;
  readonly name: string;
  readonly status: ContainerStatus;
  /** Of its main process, when it ended last; 128 and the number of the signal where one ended it. */
  readonly exitCode: number;
  /** The engine saw it killed for memory. A process beside the main one that is killed so does not show here. */
  readonly isOomKilled: boolean;
  /** Why it could not be started; empty for nothing. */
  readonly error: string;
  /** Milliseconds since the epoch; undefined where it never was. */
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  /** How often the engine started it again by itself. */
  readonly restarts: number;
  /** "no", "always", "on-failure", "unless-stopped". */
  readonly restartPolicy: string;
  /** In bytes; undefined for none of its own. */
  readonly memoryLimit: number | undefined;
  /** Undefined where it declares no check of its own. */
  readonly health: ContainerHealth | undefined;
  /** Places of the host that lead to its ports. */
  readonly published: readonly PublishedPort[];
  /** TCP ports that its image says it serves, or that it publishes. */
  readonly exposed: readonly number[];
  /** "bridge", "host", "none", "container:ID", or the name of a network. */
  readonly networkMode: string;
  readonly networks: readonly ContainerNetwork[];
  /** The TCP sockets that listen in its own network namespace; undefined where it has none or they can't be seen. */
  readonly listens: readonly { readonly address: string; readonly port: number }[] | undefined;
  /** The gateway's processes among those asked for that run in it. */
  readonly gatewayPids: readonly number[];
}

export interface ContainerHealth {
  readonly status: "starting" | "healthy" | "unhealthy" | "unknown";
  /** Failed checks in a row. */
  readonly failingStreak: number;
  /** Start of what its last check printed. */
  readonly lastOutput: string;
}

export interface PublishedPort {
  /** "0.0.0.0" for every address. */
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly port: number;
}

export interface ContainerNetwork {
  readonly name: string;
  readonly addresses: readonly string[];
  /** What it is called in this network, its own name left out. */
  readonly aliases: readonly string[];
}
