import type { Route } from "../../../model/config.ts";
import type { Forward } from "../../../model/forward.ts";
import type { Word } from "../ast.ts";
import { own, type Reading } from "../context.ts";
import { choices } from "./choices.ts";
import { reportEmptyTarget } from "./empty-target.ts";
import { readHealthCheck } from "./health-check.ts";
import type { PassSite } from "./locations.ts";
import type { PassContext, PassStart } from "./pass-context.ts";
import { hasVariables } from "./pieces.ts";
import type { Server } from "./server.ts";
import { refuse } from "./settings.ts";
import { type PassTargets, readTargets } from "./targets.ts";
import type { UpstreamTable } from "./upstream-table.ts";
import { type Expand, type Lookup, UNKNOWN } from "./variables.ts";

/** The passes of one server, and how they are read in http or stream. */
export interface Passings {
  readonly server: Server;
  readonly sites: readonly PassSite[];
  readonly lookup: (site: PassSite) => Lookup;
  /** What a text with variables in the pass can become. */
  readonly expand: (site: PassSite, lookup: Lookup) => Expand;
  readonly forward: (context: PassContext, site: PassSite, upstream: string) => Forward;
}

export type RouteDraft = Omit<Route, "id">;

/** The routes that one pass makes: one, or with variables one for each upstream that their values lead to. */
export function readRoutes(passings: Passings, site: PassSite, table: UpstreamTable): readonly RouteDraft[] {
  const { server } = passings;
  const { pass, kind, scope } = site;
  const { reading } = server.module;
  const word = pass.word(0);
  if (word === undefined) {
    refuse(server.module, pass, `invalid number of arguments in "${pass.name}" directive`);
    return [];
  }
  const twin = own(scope, pass.name)[1];
  if (twin !== undefined) refuse(server.module, twin, `"${pass.name}" directive is duplicate`);
  const lookup = passings.lookup(site);
  const isFollowed = hasVariables(word.text) && reading.budget.values >= 0;
  const expand = isFollowed ? passings.expand(site, lookup) : unknown;
  const found = withinBudget(reading, readTargets(kind, word, expand));
  if (found.hasVariables && site.isReached) reportEmptyTarget(server, site, found.authority);
  if (found.error !== undefined) reportTarget(reading, word, found.error);
  const start: PassStart = {
    reading,
    scope,
    actsOn: word.location,
    kind,
    uri: found.uri,
    hasVariables: found.hasVariables,
  };
  const drafts: RouteDraft[] = [];
  for (const { context, upstream, condition } of choices(start, found, lookup, table)) {
    const forward = passings.forward(context, site, upstream);
    const check = readHealthCheck(context, server.module.scope);
    if (check !== undefined) table.setHealthCheck(upstream, check);
    if (site.isReached) drafts.push(draft(server, site, forward, condition));
  }
  return drafts;
}

const unknown: Expand = () => UNKNOWN;

/** Values beyond the budget of the whole config are as good as unknown: maps times locations may be very many. */
function withinBudget(reading: Reading, found: PassTargets): PassTargets {
  const [first, second] = found.targets;
  if (first === undefined || second === undefined) return found;
  reading.budget.values -= found.targets.length;
  if (reading.budget.values >= 0) return found;
  return { ...found, targets: [{ kind: "unknown", scheme: first.scheme }] };
}

function draft(server: Server, site: PassSite, forward: Forward, condition: string | undefined): RouteDraft {
  const { label, match, purpose, scope, pass } = site;
  const both = site.condition !== undefined && condition !== undefined;
  return {
    label,
    listeners: server.listenerIds,
    hosts: server.hosts,
    match,
    condition: both ? `${site.condition} and ${condition}` : (site.condition ?? condition),
    forward,
    location: scope.block?.location ?? pass.location,
    ...(purpose === undefined ? {} : { purpose }),
  };
}

function reportTarget(reading: Reading, word: Word, message: string): void {
  const isAddress = message.includes(" in upstream ");
  reading.report({
    cause: isAddress ? "upstream-address-invalid" : "config-syntax-error",
    message,
    location: word.location,
    refusesConfig: true,
    about: word.text,
  });
}
