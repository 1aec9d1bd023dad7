import { existsSync } from "node:fs";
import { keepRunning, type Running, run } from "./processes.ts";
import { within } from "./start-services.ts";
import type { World } from "./world.ts";

/** Starts the gateway as Debian does, but in the foreground. nginx writes its pid file once it listens. */
export function startGateway(world: World): Promise<Running> {
  const argv = ["nginx", "-c", `${world.dir}/nginx.conf`, "-g", "daemon off;"];
  return keepRunning(within(world.gateway, ...argv), () => existsSync(`${world.dir}/nginx.pid`));
}

/** What `nginx -t` says, or undefined where it accepts the config. */
export async function refusal(world: World): Promise<string | undefined> {
  const ended = await run(within(world.gateway, "nginx", "-t", "-c", `${world.dir}/nginx.conf`));
  return ended.code === 0 ? undefined : ended.stderr;
}
