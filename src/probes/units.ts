import { stat } from "node:fs/promises";
import type { Measurement } from "../model/observation.ts";
import type { ServiceUnit, UnitRequest, UnitTie } from "../model/unit.ts";
import type { ProbeContext } from "./context.ts";
import { ANSWERED, outcome } from "./outcome.ts";
import { runTool } from "./tools/run-tool.ts";
import { readJournal } from "./units/journal.ts";
import { serviceUnit } from "./units/service-unit.ts";
import { PROPERTIES, type Properties, parseShow, propertyOf } from "./units/show.ts";
import { type Tie, tieOf } from "./units/tie.ts";
import { filesChangedAt } from "./units/unit-files.ts";
import { variablesOf } from "./units/variables.ts";

/** More units than this name a place by chance. */
const MOST_TOLD = 3;
const MOST_NAMED = 1_000;

interface Known {
  readonly unit: Properties;
  readonly variables: ReadonlyMap<string, string>;
}

type Units = { readonly all: readonly Known[] } | { readonly reason: string };

/** Makes the probe that asks systemd for the service behind a place of this host. */
export function unitProbe() {
  // Asked once for a run: a thousand refused endpoints ask the same.
  let asked: Promise<Units> | undefined;
  return async (request: UnitRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    asked ??= askSystemd();
    const known = await asked;
    const told = "all" in known ? await unitsAt(known.all, request, startedAt) : [];
    return [
      {
        kind: "unit",
        request,
        outcome: "all" in known ? ANSWERED : outcome("not-tried", known.reason),
        startedAt,
        durationMs: context.clock() - start,
        facts: { units: told },
      },
    ];
  };
}

/** All services and sockets, also those that were never started: these systemd has not loaded, and their files name them. */
async function askSystemd(): Promise<Units> {
  // sd_booted(3): the folder is there where systemd is the service manager.
  const isHere = await stat("/run/systemd/system").then(
    () => true,
    () => false,
  );
  if (!isHere) return { reason: "systemd does not run here" };
  const listed = await runTool("systemctl", [
    "list-unit-files",
    "--no-legend",
    "--no-pager",
    "--type=service,socket",
  ]);
  const names = "text" in listed ? namesIn(listed.text) : [];
  const properties = `--property=${PROPERTIES.join(",")}`;
  const shown = await runTool("systemctl", [
    "show",
    "--no-pager",
    properties,
    "--",
    "*.service",
    "*.socket",
    ...names,
  ]);
  if ("reason" in shown) return { reason: `systemd does not answer: ${shown.reason}` };
  const byName = new Map(parseShow(shown.text).map((unit) => [propertyOf(unit, "Id"), unit]));
  const all = [...byName.values()].map(async (unit) => ({ unit, variables: await variablesOf(unit) }));
  return { all: await Promise.all(all) };
}

/** First words of the lines; a template ("app@.service") is no unit. */
function namesIn(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/)[0] ?? "")
    .filter((name) => /^[\w:.\\][\w:.\\@-]{0,250}\.(?:service|socket)$/.test(name) && !/@\.\w+$/.test(name))
    .slice(0, MOST_NAMED);
}

interface Tied {
  readonly unit: Properties;
  readonly tie: Tie;
  readonly socket: string | undefined;
}

const SUREST: readonly UnitTie[] = ["process", "socket", "option", "bare"];

async function unitsAt(
  all: readonly Known[],
  { place, sinceMs }: UnitRequest,
  now: number,
): Promise<readonly ServiceUnit[]> {
  const tied = all.flatMap(({ unit, variables }): readonly Tied[] => {
    const tie = tieOf(unit, place, variables);
    if (tie === undefined) return [];
    if (tie.tie !== "socket") return [{ unit, tie, socket: undefined }];
    const names = propertyOf(unit, "Triggers").split(" ");
    const services = all.filter((one) => names.includes(propertyOf(one.unit, "Id")));
    return services.map(({ unit: service }) => ({ unit: service, tie, socket: propertyOf(unit, "Id") }));
  });
  const kind = SUREST.find((one) => tied.some(({ tie }) => tie.tie === one));
  const best = tied.filter(({ tie }) => tie.tie === kind).slice(0, MOST_TOLD);
  return Promise.all(
    best.map(async ({ unit, tie, socket }) =>
      serviceUnit(unit, tie, {
        socket,
        filesChangedAt: await filesChangedAt(unit),
        journal: await readJournal(propertyOf(unit, "Id"), sinceMs, now),
      }),
    ),
  );
}
