import type { CauseId } from "../../../model/cause.ts";
import type { Location } from "../../../model/source.ts";
import { everyLine, has, type Place } from "../context.ts";
import type { ServerLine } from "./server-line.ts";

/** Methods that refuse a `backup` on the lines behind them; on lines before them nobody looks (ngx_http_upstream_server). */
const WITHOUT_BACKUP = ["hash", "ip_hash", "random", "consistent_hash"];

/** What nginx says of a group that has no servers to use, and of servers that it can't use the way they are meant. */
export function reportGroup(place: Place, name: string, lines: readonly ServerLine[]): void {
  reportBackups(place, name);
  reportRunTimeNames(place, name, lines);
  reportNobodyServes(place, name, lines);
}

function reportNobodyServes(place: Place, name: string, lines: readonly ServerLine[]): void {
  const { scope, actsOn } = place;
  const first = lines[0]?.endpoint;
  if (!has(scope, "server")) {
    // a commercial build keeps the servers in a file of its own (`state`), or is given them over its API
    const { isPlus, knowsVersion, seesAll } = place.reading;
    const mayBeFilled = has(scope, "zone") && (isPlus || !knowsVersion);
    if (seesAll && !mayBeFilled && !has(scope, "state"))
      report(place, "upstream-empty", `no servers are inside upstream${noticedAtEnd(place)}`, actsOn, name);
  } else if (first !== undefined && lines.every((line) => line.endpoint.role === "backup")) {
    report(place, "upstream-all-down", `no servers in upstream "${name}"`, first.location, name);
  } else if (first !== undefined && lines.every((line) => line.endpoint.intent.value !== "active")) {
    const message = `every server of upstream "${name}" is switched off`;
    const location = first.intent.location;
    place.reading.report({
      cause: "upstream-all-down",
      message,
      location,
      refusesConfig: false,
      about: name,
    });
  }
}

/** nginx finds out only when the block ends. */
function noticedAtEnd({ scope, actsOn }: Place): string {
  const line = scope.block?.end.line ?? actsOn.line;
  return line === actsOn.line ? "" : ` (nginx notices it on line ${line})`;
}

/** `resolve` needs a `zone` and a `resolver` (ngx_http_upstream_init_round_robin). */
function reportRunTimeNames(place: Place, name: string, lines: readonly ServerLine[]): void {
  const { scope, actsOn } = place;
  const resolving = lines.find((line) => line.resolves && line.endpoint.resolution.kind !== "none")?.endpoint;
  if (resolving === undefined) return;
  const where = `upstream "${name}" in ${actsOn.file}:${actsOn.line}`;
  if (!place.reading.seesAll) return;
  if (!has(scope, "zone")) {
    const message = `resolving names at run time requires ${where} to be in shared memory`;
    report(place, "config-syntax-error", message, actsOn, name);
  } else if (resolving.resolution.kind === "missing") {
    report(
      place,
      "resolver-missing",
      `no resolver defined to resolve names at run time in ${where}`,
      actsOn,
      name,
    );
  }
}

function reportBackups(place: Place, name: string): void {
  if (!WITHOUT_BACKUP.some((method) => has(place.scope, method))) return;
  let isRefused = false;
  for (const child of everyLine(place.scope)) {
    isRefused ||= WITHOUT_BACKUP.includes(child.name);
    const backup =
      child.name === "server" && isRefused ? child.words.find((word) => word.text === "backup") : undefined;
    if (backup === undefined) continue;
    report(
      place,
      "backup-never-used",
      'balancing method does not support parameter "backup"',
      backup.location,
      name,
    );
  }
}

function report(place: Place, cause: CauseId, message: string, location: Location, about: string): void {
  place.reading.report({ cause, message, location, refusesConfig: true, about });
}
