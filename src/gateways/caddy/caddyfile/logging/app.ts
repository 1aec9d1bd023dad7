import { itemsIn, type JsonMap, list, map, mapIn, putAlways, text, textIn } from "../json.ts";
import type { Site } from "../pairings.ts";
import type { CustomLog, Run } from "../run.ts";
import type { Token } from "../token.ts";

/** The logs of Caddy itself and of the sites; those of sites are left out of the first (httpcaddyfile/httptype.go). */
export function addLogging(config: JsonMap, sites: readonly Site[], run: Run, at: Token): void {
  const { options } = run;
  const own = sites.flatMap(({ values }) =>
    values.flatMap((value) => (value.kind === "log" ? [value.log] : [])),
  );
  const all = [...options.logs, ...own].filter(({ name }) => name !== "");
  const { isDebug } = options;
  const hasDefault = all.some(({ name }) => name === "default");
  const logs = map(at);
  if (isDebug !== undefined && !hasDefault)
    putAlways(logs, "default", map(isDebug, { level: text(isDebug, "DEBUG") }));
  for (const log of [...all.filter(isDefault), ...all.filter((one) => !isDefault(one))])
    addLog(logs, log, run);
  exclude(logs, all, run.since);
  if (logs.fields.size > 0) putAlways(config, "logging", map(at, { logs }));
}

function isDefault({ name }: CustomLog): boolean {
  return name === "default";
}

function addLog(logs: JsonMap, { name, settings }: CustomLog, { options }: Run): void {
  const { isDebug } = options;
  if (settings === undefined) return;
  if (isDebug !== undefined && textIn(settings, "level") === "")
    putAlways(settings, "level", text(isDebug, "DEBUG"));
  putAlways(logs, name, settings);
}

/** What a log takes for itself the default log does not write as well. */
function exclude(logs: JsonMap, all: readonly CustomLog[], since: Run["since"]): void {
  const taken = all.filter((log) => !isDefault(log)).flatMap(({ settings }) => itemsIn(settings, "include"));
  const [first] = taken;
  if (first === undefined) return;
  const known = mapIn(logs, "default", first.at);
  const excluded = [...itemsIn(known, "exclude"), ...taken];
  const names = new Map(excluded.map((one) => [one.kind === "text" ? one.value : "", one]));
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  putAlways(known, "exclude", list(first.at, since("2.7.0") ? sorted : excluded));
}
