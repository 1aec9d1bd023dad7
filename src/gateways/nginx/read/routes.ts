import type { Route, RouteMatch } from "../../../model/config.ts";
import type { Forward } from "../../../model/forward.ts";
import type { Directive, Word } from "../ast.ts";
import { own, type Reading, type Scope } from "../context.ts";
import { choices } from "./choices.ts";
import { reportEmptyTarget } from "./empty-target.ts";
import type { PassKind } from "./pass.ts";
import type { PassContext, PassStart } from "./pass-context.ts";
import type { Server } from "./server.ts";
import { refuse } from "./settings.ts";
import { type PassTargets, readTargets } from "./targets.ts";
import type { UpstreamTable } from "./upstream-table.ts";
import { type Expand, type Lookup, UNKNOWN } from "./variables.ts";

/** A `*_pass` line and what is around it, in http or stream. */
export interface Passing {
  readonly server: Server;
  readonly kind: PassKind;
  readonly pass: Directive;
  readonly scope: Scope;
  readonly match: RouteMatch;
  readonly label: string;
  readonly condition: string | undefined;
  readonly isReached: boolean;
  readonly purpose?: Route["purpose"];
  readonly lookup: Lookup;
  /** What a text with variables in the pass can become. */
  readonly expand: Expand;
  readonly location: Route["location"];
  readonly forward: (context: PassContext, upstream: string) => Forward;
  readonly onUpstream: (context: PassContext, upstream: string) => void;
}

export type RouteDraft = Omit<Route, "id">;

/** The routes that one pass makes: one, or with variables one for each upstream that their values lead to. */
export function readRoutes(passing: Passing, table: UpstreamTable): readonly RouteDraft[] {
  const { pass, server, kind, scope } = passing;
  const { reading } = server.module;
  const word = pass.word(0);
  if (word === undefined) {
    refuse(server.module, pass, `invalid number of arguments in "${pass.name}" directive`);
    return [];
  }
  const twin = own(scope, pass.name)[1];
  if (twin !== undefined) refuse(server.module, twin, `"${pass.name}" directive is duplicate`);
  const found = withinBudget(
    reading,
    readTargets(kind, word, reading.budget.values < 0 ? unknown : passing.expand),
  );
  if (found.hasVariables && passing.isReached) reportEmptyTarget(passing, found.authority);
  if (found.error !== undefined) reportTarget(passing, word, found.error);
  const { uri, hasVariables } = found;
  const start: PassStart = { reading, scope, actsOn: word.location, kind, uri, hasVariables };
  const drafts: RouteDraft[] = [];
  for (const { context, upstream, condition } of choices(start, found, passing.lookup, table)) {
    const forward = passing.forward(context, upstream);
    passing.onUpstream(context, upstream);
    if (passing.isReached) drafts.push(draft(passing, forward, condition));
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

function draft(passing: Passing, forward: Forward, condition: string | undefined): RouteDraft {
  const { server, label, match, location, purpose } = passing;
  const both = passing.condition !== undefined && condition !== undefined;
  return {
    label,
    listeners: server.listenerIds,
    hosts: server.hosts,
    match,
    condition: both ? `${passing.condition} and ${condition}` : (passing.condition ?? condition),
    forward,
    location,
    ...(purpose === undefined ? {} : { purpose }),
  };
}

function reportTarget(passing: Passing, word: Word, message: string): void {
  const isAddress = message.includes(" in upstream ");
  passing.server.module.reading.report({
    cause: isAddress ? "upstream-address-invalid" : "config-syntax-error",
    message,
    location: word.location,
    refusesConfig: true,
    about: word.text,
  });
}
