import type { Container } from "../../src/model/container.ts";
import type { ObservationOf } from "../../src/model/observation.ts";

/** A container that runs for an hour and publishes its port 80 at 8443 of the host. */
export function container(over: Partial<Container> = {}): Container {
  return {
    engine: "docker",
    id: "0123456789ab".padEnd(64, "0"),
    name: "shop",
    status: "running",
    exitCode: 0,
    isOomKilled: false,
    error: "",
    startedAt: -3_600_000,
    finishedAt: undefined,
    restarts: 0,
    restartPolicy: "unless-stopped",
    memoryLimit: undefined,
    health: undefined,
    published: [{ hostAddress: "0.0.0.0", hostPort: 8443, port: 80 }],
    exposed: [80],
    networkMode: "back",
    networks: [{ name: "back", addresses: ["172.18.0.2"], aliases: ["api"] }],
    listens: [{ address: "0.0.0.0", port: 80 }],
    gatewayPids: [],
    ...over,
  };
}

/** What the engines of the gateway's host tell. */
export function containers(...all: readonly Container[]): ObservationOf<"containers"> {
  return {
    kind: "containers",
    request: { kind: "containers", gatewayPids: [4242] },
    outcome: { kind: "answered", reason: "answered", code: undefined },
    startedAt: 0,
    durationMs: 30,
    facts: { containers: all, unread: [] },
    subjects: [{ gateway: "nginx" }],
    varied: undefined,
  };
}
