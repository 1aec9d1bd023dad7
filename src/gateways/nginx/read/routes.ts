import type { Route, RouteMatch } from "../../../model/config.ts";
import type { Forward } from "../../../model/forward.ts";
import type { Directive, Word } from "../ast.ts";
import type { Scope } from "../context.ts";
import { choices } from "./choices.ts";
import type { PassKind } from "./pass.ts";
import type { PassContext, PassStart } from "./pass-context.ts";
import type { Server } from "./server.ts";
import { refuse } from "./settings.ts";
import { redirectLookup } from "./site-variables.ts";
import { readTargets } from "./targets.ts";
import type { UpstreamTable } from "./upstream-table.ts";
import type { Lookup } from "./variables.ts";

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
  readonly lookup: Lookup;
  readonly location: Route["location"];
  readonly forward: (context: PassContext, upstream: string) => Forward;
  readonly onUpstream: (context: PassContext, upstream: string) => void;
}

export type RouteDraft = Omit<Route, "id">;

/** The routes that one pass makes: one, or with variables one for each upstream that their values lead to. */
export function readRoutes(passing: Passing, table: UpstreamTable): readonly RouteDraft[] {
  const { pass, server, kind, scope } = passing;
  const word = pass.words[0];
  if (word === undefined) {
    refuse(server.module, pass, `invalid number of arguments in "${pass.name}" directive`);
    return [];
  }
  const found = readTargets(kind, word, redirectLookup(server, passing.lookup));
  if (found.error !== undefined) reportTarget(passing, word, found.error);
  const { uri, hasVariables } = found;
  const { reading } = server.module;
  const start: PassStart = { reading, scope, actsOn: word.location, kind, uri, hasVariables };
  const drafts: RouteDraft[] = [];
  for (const { context, upstream, condition } of choices(start, found, passing.lookup, table)) {
    const forward = passing.forward(context, upstream);
    passing.onUpstream(context, upstream);
    if (passing.isReached) drafts.push(draft(passing, forward, condition));
  }
  return drafts;
}

function draft(passing: Passing, forward: Forward, condition: string | undefined): RouteDraft {
  const { server, label, match, location } = passing;
  const both = passing.condition !== undefined && condition !== undefined;
  return {
    label,
    listeners: server.listenerIds,
    hosts: server.hosts,
    match,
    condition: both ? `${passing.condition} and ${condition}` : (passing.condition ?? condition),
    forward,
    location,
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
