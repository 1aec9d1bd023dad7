import { keepRunning, type Running } from "../processes.ts";
import type { RedisService } from "../service-spec.ts";
import { address } from "../services/address.ts";
import { within } from "../within.ts";
import type { ProgramPlace } from "./program-place.ts";

/** Redis, keeping nothing. */
export function redis({ at }: RedisService, { namespace, dir }: ProgramPlace): Promise<Running> {
  const where = address(at);
  const listen =
    "path" in where ? ["--unixsocket", where.path] : ["--bind", where.host, "--port", `${where.port}`];
  const argv = [
    "redis-server",
    ...listen,
    "--dir",
    dir,
    "--save",
    "",
    "--appendonly",
    "no",
    "--protected-mode",
    "no",
  ];
  return keepRunning(within(namespace, ...argv), /Ready to accept connections/);
}
