import { writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { GunicornService } from "../service-spec.ts";
import { within } from "../within.ts";
import type { ProgramPlace } from "./program-place.ts";

/** gunicorn with one synchronous worker, or as its arguments say. Started once its first worker is. */
export function gunicorn(spec: GunicornService, { namespace, dir }: ProgramPlace): Promise<Running> {
  writeFileSync(`${dir}/app.py`, spec.source);
  const fixed = ["--bind", spec.at, "--chdir", dir, "--worker-tmp-dir", dir];
  const argv = ["gunicorn", ...fixed, ...(spec.args ?? []), "app:app"];
  return keepRunning(within(namespace, "env", "PYTHONDONTWRITEBYTECODE=1", ...argv), /Booting worker/);
}
