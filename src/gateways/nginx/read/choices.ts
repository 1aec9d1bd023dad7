import { nearest } from "../context.ts";
import { certainName } from "./certain-name.ts";
import { type PassContext, type PassStart, passContext } from "./pass-context.ts";
import type { PassTarget, PassTargets } from "./targets.ts";
import { reportNoResolver, type UpstreamTable } from "./upstream-table.ts";
import type { Lookup } from "./variables.ts";

/** One of the upstreams that a pass may lead to. */
interface Choice {
  readonly context: PassContext;
  readonly upstream: string;
  /** What makes it this one; undefined where there is no other. */
  readonly condition: string | undefined;
}

type Value = Extract<PassTarget, { kind: "value" }>;

/** The upstreams that a pass leads to: one, or with variables one for each that their values are known to find. */
export function choices(
  start: PassStart,
  found: PassTargets,
  lookup: Lookup,
  table: UpstreamTable,
): readonly Choice[] {
  const [first] = found.targets;
  if (first?.kind === "literal") return [literalChoice(start, first, found, lookup, table)];
  const all: Choice[] = [];
  const resolved = new Map<string, Value[]>();
  let unknown: PassTarget | undefined;
  for (const target of found.targets) {
    if (target.kind === "unknown") unknown = target;
    else if (target.kind === "value") {
      const upstream = table.ofValue(target.address, target.scheme.defaultPort);
      if (upstream === undefined) addTo(resolved, target);
      else
        all.push({
          context: passContext(start, target, false, lookup),
          upstream,
          condition: target.condition,
        });
    }
  }
  const named = unknown === undefined ? [] : groupChoices(start, unknown, found, lookup, table);
  all.push(...named);
  for (const values of resolved.values()) all.push(...resolvedChoice(start, values, found, lookup, table));
  if (unknown !== undefined && resolved.size === 0 && !(named.length > 0 && isNoName(start)))
    all.push(unknownChoice(passContext(start, unknown, true, lookup), found, table));
  const [only, other] = all;
  return only !== undefined && other === undefined ? [{ ...only, condition: undefined }] : all;
}

/** What the config spells out leads to one place. */
function literalChoice(
  start: PassStart,
  target: Extract<PassTarget, { kind: "literal" }>,
  { authority }: PassTargets,
  lookup: Lookup,
  table: UpstreamTable,
): Choice {
  const context = passContext(start, target, false, lookup);
  return { context, upstream: table.ofLiteral(context, target.address, authority), condition: undefined };
}

/** Without a resolver nginx can turn nothing but its groups and addresses into a place. */
function isNoName({ reading, scope }: PassStart): boolean {
  return reading.seesAll && nearest(scope, "resolver").length === 0;
}

function addTo(resolved: Map<string, Value[]>, target: Value): void {
  const same = resolved.get(target.scheme.text);
  if (same === undefined) resolved.set(target.scheme.text, [target]);
  else same.push(target);
}

/** Values that name no upstream are resolved one by one, but share all settings: together they make one upstream. */
function resolvedChoice(
  start: PassStart,
  values: readonly Value[],
  found: PassTargets,
  lookup: Lookup,
  table: UpstreamTable,
): readonly Choice[] {
  const [first, second] = values;
  if (first === undefined) return [];
  const context = passContext(start, first, second !== undefined, lookup);
  const addresses = values.map(({ address, scheme }) => ({ address, defaultPort: scheme.defaultPort }));
  const upstream = table.ofVariable(context, found.authority, addresses);
  const condition = second === undefined ? first.condition : `${found.authority} names no upstream`;
  return [{ context, upstream, condition }];
}

/** Groups that the variables may name by what is spelled out around them. */
function groupChoices(
  start: PassStart,
  { scheme }: PassTarget,
  { authority }: PassTargets,
  lookup: Lookup,
  table: UpstreamTable,
): readonly Choice[] {
  return table.groupsLike(authority).flatMap((name) => {
    const address = {
      kind: "host",
      host: name,
      port: undefined,
      portText: "",
      isAddress: false,
      uri: "",
    } as const;
    const condition = `${authority} = ${name}`;
    const upstream = table.ofValue(address, scheme.defaultPort);
    const context = passContext(start, { kind: "value", scheme, address, condition }, false, lookup);
    return upstream === undefined ? [] : [{ context, upstream, condition }];
  });
}

function unknownChoice(context: PassContext, found: PassTargets, table: UpstreamTable): Choice {
  const name = certainName(found.authority);
  if (name !== undefined && context.reading.seesAll && nearest(context.scope, "resolver").length === 0)
    reportNoResolver(context, name);
  const upstream = table.ofVariable(context, found.authority, []);
  return { context, upstream, condition: `${found.authority} is something else` };
}
