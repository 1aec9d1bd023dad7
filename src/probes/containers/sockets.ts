import { realpath } from "node:fs/promises";
import type { ContainerEngine } from "../../model/container.ts";

/** Where engines of the whole host listen: Docker's daemon, and Podman's service. */
const OF_THE_HOST = ["/var/run/docker.sock", "/run/podman/podman.sock"];

/**
 * The sockets at which this host's engines may listen: the host's own, this user's (rootless Docker and Podman), and those that
 * DOCKER_HOST and CONTAINER_HOST name. An engine on another host tells nothing of this one.
 */
export function engineSockets(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { XDG_RUNTIME_DIR: own, DOCKER_HOST, CONTAINER_HOST } = variables;
  const ofUser = own?.startsWith("/") === true ? [`${own}/docker.sock`, `${own}/podman/podman.sock`] : [];
  const named = [DOCKER_HOST, CONTAINER_HOST].flatMap((one) => pathIn(one ?? ""));
  return [...new Set([...named, ...OF_THE_HOST, ...ofUser])];
}

function pathIn(url: string): readonly string[] {
  const path = /^unix:\/\/(\/[^\0]{1,107})$/.exec(url)?.[1];
  return path === undefined ? [] : [path];
}

export interface EngineSocket {
  /** As it was named. */
  readonly path: string;
  readonly engine: ContainerEngine;
}

/** Those that are there, each once: a link from one to the other is how Podman stands in for Docker. */
export async function socketsHere(paths: readonly string[]): Promise<readonly EngineSocket[]> {
  const found = new Map<string, EngineSocket>();
  for (const path of paths) {
    const real = await realpath(path).catch((error: unknown) => (isDenied(error) ? path : undefined));
    if (real === undefined || found.has(real)) continue;
    found.set(real, { path, engine: real.includes("podman") ? "podman" : "docker" });
  }
  return [...found.values()];
}

/** A folder that this user may not enter: the socket may well be in it. */
function isDenied(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EACCES";
}
