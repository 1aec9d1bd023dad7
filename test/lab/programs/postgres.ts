import { chmodSync, chownSync, readdirSync, statSync } from "node:fs";
import { keepRunning, mustRun, type Running } from "../processes.ts";
import type { PostgresService } from "../service-spec.ts";
import { address } from "../services/address.ts";
import { within } from "../within.ts";
import type { ProgramPlace } from "./program-place.ts";

// PostgreSQL refuses to run as root.
const AS_POSTGRES = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"];

/** Folder of the newest installed PostgreSQL's programs, as Debian lays them out. */
export function postgresPrograms(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = statSync(root, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(root);
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1);
  return newest === undefined ? undefined : `${root}/${newest}/bin`;
}

/** PostgreSQL with a cluster made for the occasion. */
export async function postgres({ at }: PostgresService, { namespace, dir }: ProgramPlace): Promise<Running> {
  const programs = postgresPrograms() ?? "";
  const uid = Number(await mustRun(["id", "-u", "postgres"]));
  chownSync(dir, uid, -1);
  chmodSync(dir, 0o755);
  const initdb = [`${programs}/initdb`, "-D", `${dir}/data`, "--no-sync", "--auth=trust", "--no-locale"];
  await mustRun([...AS_POSTGRES, ...initdb], { timeoutMs: 60_000 });
  const where = address(at);
  const listen = "path" in where ? ["-h", ""] : ["-h", where.host, "-p", `${where.port}`];
  const argv = [...AS_POSTGRES, `${programs}/postgres`, "-D", `${dir}/data`, "-k", dir, "-F", ...listen];
  return keepRunning(within(namespace, ...argv), /ready to accept connections/);
}
