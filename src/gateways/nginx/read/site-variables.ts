import type { Lines } from "../ast.ts";
import { has, type Scope, wordText } from "../context.ts";
import { directivesBelow } from "../directives.ts";
import type { PassSite } from "./locations.ts";
import { mappedText } from "./own-request.ts";
import { type Module, type Server, schemesOf } from "./server.ts";
import { firstServerName } from "./server-names.ts";
import {
  type Expand,
  expander,
  type Lookup,
  type SetValues,
  setValues,
  type Values,
  valuesOfBlock,
} from "./variables.ts";

/** What the variables of a location can be: its own `set` lines, those of its server, and the maps of the http block. */
export function siteLookup(server: Server, site: PassSite): Lookup {
  return setsNothing(site) ? server.lookup : ownLookup(server, site);
}

function ownLookup(server: Server, site: PassSite): Lookup {
  let local: ReadonlyMap<string, SetValues> | undefined;
  let inner: ReadonlyMap<string, SetValues> | undefined;
  return (name) => {
    local ??= setValues(site.location);
    inner ??= site.scope === site.location ? local : setValues(site.scope);
    const outer = both(server.sets.get(name), local.get(name));
    const here = inner === local ? outer : both(outer, inner.get(name));
    return here === undefined ? valuesAround(server, name) : valuesSet(here);
  };
}

/** What they can be in locations that set nothing by themselves. */
export function serverLookup(server: Told): Lookup {
  return (name) => {
    const set = server.sets.get(name);
    return set === undefined ? valuesAround(server, name) : valuesSet(set);
  };
}

function setsNothing({ location, scope }: PassSite): boolean {
  const sets = (block: Scope): boolean => has(block, "set") || has(block, "if");
  return !sets(location) && (scope === location || !sets(scope));
}

function valuesSet({ texts, isCertain }: SetValues): Values {
  return { texts: isCertain ? texts : [...texts, ""], isComplete: true };
}

/** What of a server tells the values of variables. */
type Told = Pick<Server, "module" | "names" | "listeners" | "sets">;

function valuesAround(server: Told, name: string): Values | undefined {
  return builtIn(server, name) ?? valuesOfModule(server.module, name);
}

/** What a text in the address of a pass can become. Locations that set nothing by themselves share what was found out. */
export function siteExpander(server: Server, site: PassSite, lookup: Lookup): Expand {
  if (setsNothing(site)) return server.expand(lookup);
  return expander(redirectLookup(server, lookup));
}

/** In the address of a pass, a variable may also be what an internal redirect has carried along. */
export function redirectLookup(server: Pick<Server, "allSets">, lookup: Lookup): Lookup {
  return (name) => lookup(name) ?? server.allSets().get(name);
}

/** What the variables of a stream server can be: its own `set` lines, and the maps of the stream block. */
export function streamLookup(server: Server): Lookup {
  return (name) => {
    const set = server.sets.get(name);
    return set === undefined ? valuesOfModule(server.module, name) : { texts: set.texts, isComplete: true };
  };
}

/** A later `set` that always runs replaces what an outer block set; one under an `if` adds to it. */
function both(outer: SetValues | undefined, inner: SetValues | undefined): SetValues | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer;
  if (inner.isCertain) return inner;
  return { texts: [...outer.texts, ...inner.texts], isCertain: outer.isCertain };
}

function builtIn(server: Told, name: string): Values | undefined {
  if (name === "scheme") return { texts: schemesOf(server), isComplete: true };
  if (name === "server_name") return { texts: [firstServerName(server.names)], isComplete: true };
  if (name !== "server_port") return undefined;
  const ports = new Set(server.listeners.map((one) => String(one.port ?? "")));
  return { texts: [...ports], isComplete: true };
}

function valuesOfModule(module: Module, name: string): Values | undefined {
  const block = module.blocks.get(name);
  if (block === undefined) return undefined;
  const known = module.blockValues.get(block) ?? { ...valuesOfBlock(block), own: mappedText(block) };
  module.blockValues.set(block, known);
  return known;
}

/** Every `set` below a server, each as one of several: which of them ran before an internal redirect is not known. */
export function allSetsBelow(server: Lines): ReadonlyMap<string, Values> {
  const texts = new Map<string, Set<string>>();
  for (const line of directivesBelow(server, ["set"]).toReversed()) {
    const name = wordText(line, 0)?.replace(/^\$/, "") ?? "";
    texts.set(name, (texts.get(name) ?? new Set()).add(wordText(line, 1) ?? ""));
  }
  return new Map([...texts].map(([name, all]) => [name, { texts: [...all].reverse(), isComplete: true }]));
}
