import { keepRunning, type Running } from "../processes.ts";
import type { OpensslService } from "../service-spec.ts";
import { within } from "../within.ts";
import type { ProgramPlace } from "./program-place.ts";

/** `openssl s_server`, which speaks TLS exactly as told. */
export function openssl({ at, args }: OpensslService, { namespace }: ProgramPlace): Promise<Running> {
  return keepRunning(within(namespace, "openssl", "s_server", "-accept", at, "-www", ...args), /ACCEPT/);
}
