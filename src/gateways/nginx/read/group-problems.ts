import type { CauseId } from "../../../model/cause.ts";
import type { Location } from "../../../model/source.ts";
import { has, ownOf, type Place } from "../context.ts";
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
    if (!place.reading.seesAll || isFilledElsewhere(place)) return;
    const message = `no servers are inside upstream${noticedAtEnd(place)}`;
    const mayBePlus = has(scope, "zone") && !place.reading.knowsVersion;
    if (mayBePlus)
      place.reading.report({
        cause: "upstream-empty",
        message: `${message}, unless NGINX Plus is told them over its API`,
        location: actsOn,
        refusesConfig: false,
        about: name,
      });
    else report(place, "upstream-empty", message, actsOn, name);
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

/** Directives that only a commercial build has, and that stand where its upstreams are made or watched. */
const OF_PLUS = [
  "status_zone",
  "health_check",
  "api",
  "queue",
  "ntlm",
  "keyval_zone",
  "zone_sync",
  "auth_jwt",
];

/** A commercial build keeps the servers in a file of its own (`state`), or is given them over its API. */
export function isFilledElsewhere({ scope, reading }: Pick<Place, "scope" | "reading">): boolean {
  if (has(scope, "state")) return true;
  return has(scope, "zone") && (reading.isPlus || OF_PLUS.some(reading.mentions));
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
  const lines = ownOf(place.scope, ["server", ...WITHOUT_BACKUP]);
  const first = lines.findIndex(({ name }) => name !== "server");
  for (const { name: kind, words } of lines.slice(first)) {
    const backup = kind === "server" ? words.find((word) => word.text === "backup") : undefined;
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
