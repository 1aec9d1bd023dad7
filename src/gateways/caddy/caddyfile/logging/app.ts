import { type JsonMap, list, listIn, map, mapIn, putAlways, text, textIn } from "../json.ts";
import type { Site } from "../pairings.ts";
import type { CustomLog, Run } from "../run.ts";
import type { Token } from "../token.ts";

/** The logs of Caddy itself and of the sites; those of sites are left out of the first (httpcaddyfile/httptype.go). */
export function addLogging(config: JsonMap, sites: readonly Site[], { options }: Run, at: Token): void {
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
    addLog(logs, log, isDebug);
  if (logs.fields.size > 0) putAlways(config, "logging", map(at, { logs }));
}

function isDefault({ name }: CustomLog): boolean {
  return name === "default";
}

function addLog(logs: JsonMap, { name, settings, at }: CustomLog, isDebug: Token | undefined): void {
  if (settings === undefined) return;
  if (isDebug !== undefined && textIn(settings, "level") === "")
    putAlways(settings, "level", text(isDebug, "DEBUG"));
  putAlways(logs, name, settings);
  const included = settings.fields.get("include");
  if (name === "default" || included?.kind !== "list") return;
  const excluded = listIn(mapIn(logs, "default", at), "exclude", at);
  const names = new Map(
    [...excluded.items, ...included.items].map((one) => [one.kind === "text" ? one.value : "", one]),
  );
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  putAlways(mapIn(logs, "default", at), "exclude", list(at, sorted));
}
