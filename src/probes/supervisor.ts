import { readdir } from "node:fs/promises";
import type { Measurement } from "../model/observation.ts";
import type { SupervisedProgram, SupervisedRequest } from "../model/supervised.ts";
import { readEnd } from "./changes/read-end.ts";
import type { ProbeContext } from "./context.ts";
import { ANSWERED, outcome } from "./outcome.ts";
import { type SupervisorConfig, supervisorConfig } from "./supervisor/config.ts";
import { type ConfiguredProgram, placeNamed, programsOf } from "./supervisor/programs.ts";
import { type ProgramStatus, parseStatus } from "./supervisor/status.ts";
import { runTool } from "./tools/run-tool.ts";
import { lastSigns } from "./units/journal.ts";

/** More programs than this name a place by chance. */
const MOST_TOLD = 3;

type Known =
  | {
      readonly programs: readonly ConfiguredProgram[];
      readonly states: ReadonlyMap<string, ProgramStatus>;
      readonly logFolder: string;
    }
  | { readonly reason: string };

/** Makes the probe that asks supervisord for the program behind a place of this host, by `supervisorctl status` alone. */
export function supervisorProbe({ configs }: { readonly configs: readonly string[] }) {
  let asked: Promise<Known> | undefined;
  return async (request: SupervisedRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    asked ??= askSupervisor(configs);
    const known = await asked;
    return [
      {
        kind: "supervised",
        request,
        outcome: "reason" in known ? outcome("not-tried", known.reason) : ANSWERED,
        startedAt,
        durationMs: context.clock() - start,
        facts: { programs: "reason" in known ? [] : await programsAt(known, request) },
      },
    ];
  };
}

async function askSupervisor(configs: readonly string[]): Promise<Known> {
  const config = await supervisorConfig(configs);
  if (config === undefined) return { reason: "there is no supervisord here" };
  const programs = programsOf(config.sections);
  if (programs.length === 0) return { reason: "supervisord has no programs here" };
  const told = await runTool("supervisorctl", ["-c", config.path, "status"]);
  if ("reason" in told) return { reason: `supervisord does not answer: ${told.reason}` };
  const states = parseStatus(told.text);
  if (states.size === 0) return { reason: `supervisord does not answer: ${told.text.slice(0, 120).trim()}` };
  return { programs, states, logFolder: logFolderOf(config) };
}

/** Where it keeps logs that no setting names; its own default is the folder for temporary files. */
function logFolderOf({ sections }: SupervisorConfig): string {
  const named = sections.get("supervisord")?.get("childlogdir") ?? "";
  return named.startsWith("/") ? named : "/tmp";
}

async function programsAt(
  { programs, states, logFolder }: Exclude<Known, { readonly reason: string }>,
  { place }: SupervisedRequest,
): Promise<readonly SupervisedProgram[]> {
  const tied = programs.flatMap((program) => {
    const named = placeNamed(program, place);
    const status = states.get(program.name);
    return named === undefined || status === undefined ? [] : [{ program, named, status }];
  });
  return Promise.all(
    tied.slice(0, MOST_TOLD).map(async ({ program, named, status }) => ({
      name: program.name,
      ...status,
      tieText: named.text,
      isBare: named.tie === "bare",
      signs: lastSigns(await readEnd((await logOf(program, logFolder)) ?? "", 0)),
    })),
  );
}

/** "shop-stderr---supervisor-wptm1p9d.log": supervisord puts something that it made up into the name. */
async function logOf({ log, logPrefix }: ConfiguredProgram, folder: string): Promise<string | undefined> {
  if (log !== undefined) return log;
  const names = await readdir(folder).catch(() => []);
  const own = names.find((name) => name.startsWith(logPrefix) && name.endsWith(".log"));
  return own === undefined ? undefined : `${folder}/${own}`;
}
