import { existsSync, readFileSync } from "node:fs";
import { startActor } from "./actor-process.ts";
import { apart } from "./gateway.ts";
import { podman, untilContainer } from "./podman.ts";
import { keepRunning, mustRun, type Running, run } from "./processes.ts";
import { areListening } from "./programs/listening.ts";
import { asked } from "./prove.ts";
import type { Control } from "./scenario.ts";
import { supervisorctl, untilProgram } from "./supervisor.ts";
import { systemctl, untilUnit } from "./systemd.ts";
import { within } from "./within.ts";
import { firewall, type World } from "./world.ts";

/** What runs in a world so far. */
export interface Cast {
  gateway: Running | undefined;
  services: readonly Running[];
  /** A process in the PID namespace of the gateways, where they have one of their own. */
  apart: number | undefined;
}

/** The hands that a scenario has on its world. */
export function control(world: World, cast: Cast): Control {
  return {
    stopGateway: async () => cast.gateway?.stop(),
    stopService: async (index) => cast.services[index]?.stop(),
    signalService: (index, signal) => cast.services[index]?.signal(signal),
    signalGateway: (signal) => {
      cast.gateway?.signal(signal);
      return cast.gateway?.pid ?? 0;
    },
    startNginx: async (args, pidFile) => {
      await keepRunning(beside(world, cast, "nginx", ...args, "-g", "daemon off;"), () =>
        existsSync(pidFile),
      );
    },
    startHaproxy: async (args, at) => {
      await keepRunning(beside(world, cast, "haproxy", ...args), (pid) => areListening(pid, at));
    },
    ranNginx: async (args) => {
      await run(within(world.gateway, "nginx", ...args));
    },
    systemctl: (...args) => systemctl(cast.apart ?? 0, args),
    untilUnit: (unit, property, fits) => untilUnit(cast.apart ?? 0, unit, property, fits),
    podman: (...args) => podman(world, cast.apart ?? 0, args),
    untilContainer: (name, field, fits) => untilContainer(world, cast.apart ?? 0, name, field, fits),
    untilAnswers: async (at) => {
      const curl = ["curl", "--silent", "--retry", "20", "--retry-delay", "1", "--retry-all-errors"];
      await mustRun(within(world.gateway, ...curl, "--output", "/dev/null", `http://${at}/`));
    },
    supervisorctl: (...args) => supervisorctl(cast.apart ?? 0, args),
    untilProgram: (name, fits) => untilProgram(cast.apart ?? 0, name, fits),
    killWorkers: () => killWorkers(cast.gateway?.pid ?? 0),
    ask: async (asks) => {
      const problems = await asked(asks, world);
      if (problems.length > 0) {
        throw new Error(problems.join("\n"));
      }
    },
    hold: async (held) => {
      await startActor(world.gateway, "hold", JSON.stringify(held));
    },
    serviceFirewall: (rules) => firewall(world.services, rules),
  };
}

/** On the gateway's host, and among its processes where those are apart. */
function beside(world: World, { apart: pid }: Cast, ...argv: readonly string[]): string[] {
  return pid === undefined ? within(world.gateway, ...argv) : apart(pid, ...argv);
}

/** Kills the workers of an nginx, and waits until its master has started others. */
async function killWorkers(master: number): Promise<void> {
  const file = `/proc/${master}/task/${master}/children`;
  const before = readFileSync(file, "utf8").trim().split(" ");
  for (const pid of before) {
    process.kill(Number(pid), "SIGKILL");
  }
  for (let patience = 100; patience > 0; patience--) {
    const now = readFileSync(file, "utf8").trim().split(" ");
    if (now[0] !== "" && !before.some((pid) => now.includes(pid))) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
