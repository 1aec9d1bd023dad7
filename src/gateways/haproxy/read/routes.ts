import type { Listener, Route, Upstream } from "../../../model/config.ts";
import { assumed, type Location } from "../../../model/source.ts";
import { isOpen, type Line, wordAt } from "../ast.ts";
import { refuse } from "../reading.ts";
import { readAcls } from "./acl.ts";
import { readCondition } from "./condition.ts";
import type { Site } from "./context.ts";
import { readForward } from "./forward.ts";
import { NO_OPTIONS } from "./line-options.ts";
import { type MappedBackend, mappedBackends } from "./mapped-backends.ts";
import { type Match, matchesOf } from "./match.ts";
import { last, own, type ProxySection } from "./proxy.ts";
import { type Backend, hasServers } from "./upstream.ts";

export type RouteDraft = Omit<Route, "id">;

/** Backends by name, and what routes name beside them. */
export interface BackendTable {
  readonly named: (name: string) => { readonly proxy: ProxySection; readonly read: Backend } | undefined;
  readonly missing: (name: string, form: Upstream["form"], at: Location) => Backend;
}

/** The routes of a frontend, in the order in which they are tried: `use_backend` rules, then `default_backend`. */
export function readRoutes(
  frontend: ProxySection,
  listeners: readonly Listener[],
  table: BackendTable,
  site: Site,
): readonly RouteDraft[] {
  const acls = readAcls(frontend, site);
  const draft = (line: Line, name: string, match: Match): RouteDraft => ({
    label: labelOf(frontend, match),
    listeners: listeners.map(({ id }) => id),
    ...match,
    forward: forwardTo(name, line, frontend, table, site),
    location: wordAt(line, 1),
  });
  const fallback = last(frontend, "default_backend");
  // what HAProxy does not find by a name of its own making it leaves to the rules that follow
  const isLeftToOthers = (name: string): boolean => fallback !== undefined && table.named(name) === undefined;
  const ofMap = ({ name, hosts }: MappedBackend, line: Line): readonly RouteDraft[] =>
    isLeftToOthers(name)
      ? []
      : matchesOf(undefined, frontend.isHttp).map((match) =>
          draft(line, name, { ...match, hosts, condition: hosts.length === 0 ? line.words[1] : undefined }),
        );
  const routes = own(frontend, "use_backend").flatMap((line) => {
    const condition = readCondition(line, 2, acls, site, "switching rule");
    const mapped = condition === undefined ? mappedBackends(line.words[1] ?? "", site) : undefined;
    if (mapped !== undefined) return mapped.flatMap((one) => ofMap(one, line));
    return matchesOf(condition, frontend.isHttp).map((match) => draft(line, line.words[1] ?? "", match));
  });
  const [otherwise] = matchesOf(undefined, frontend.isHttp);
  if (otherwise === undefined) return routes;
  // a listen takes what is left itself where it has servers, else its default_backend does
  if (frontend.hasBackend && hasServers(frontend))
    return [...routes, draft(frontend.section.line, frontend.name, otherwise)];
  return fallback === undefined ? routes : [...routes, draft(fallback, fallback.words[1] ?? "", otherwise)];
}

function labelOf(frontend: ProxySection, { match, hosts }: Match): string {
  const [host] = hosts;
  const path = "path" in match ? match.path : "";
  const what = host === undefined ? path : `${host}${path === "/" ? "" : path}`;
  return what === "" || what === "/" ? frontend.name : `${frontend.name} ${what}`;
}

function forwardTo(
  name: string,
  line: Line,
  frontend: ProxySection,
  table: BackendTable,
  site: Site,
): Route["forward"] {
  const at = wordAt(line, 1);
  const found = table.named(name);
  if (found !== undefined) {
    reportMode(frontend, found.proxy, line, site);
    return readForward(frontend, found.proxy, found.read, at, site);
  }
  const isVariable = name.includes("%[") || isOpen(name) || site.mayBePart;
  // a name that a map gives is looked up at run time: the config is good all the same
  if (!isVariable && name === line.words[1])
    site.reading.report({
      cause: "upstream-undefined",
      message: unknownBackend(line, name, frontend),
      location: at,
      refusesConfig: true,
      about: name,
    });
  const read = table.missing(name, isVariable ? "variable" : "missing", at);
  return readForward(frontend, frontend, read, at, site);
}

/**
 * Requests can't be led on as bare bytes; the other way round HAProxy begins to read HTTP where it enters the backend
 * (proxy_finalize_config, src/proxy.c).
 */
function reportMode(frontend: ProxySection, backend: ProxySection, line: Line, site: Site): void {
  // the mode may stand in defaults of another file
  if (!frontend.isHttp || backend.isHttp || frontend === backend || site.mayBePart) return;
  const mode = last(backend, "mode")?.words[1] ?? "tcp";
  if (mode !== "tcp") return;
  const where = line.keyword === "default_backend" ? "as its default backend" : "in a 'use_backend' rule";
  const message = `http ${typed(frontend)} tries to use incompatible ${mode} ${typed(backend)} ${where} (see 'mode').`;
  refuse(site.reading, line, message, 1, backend.name);
}

/** "frontend 'web' (/etc/haproxy/haproxy.cfg:12)". */
function typed({ section, name }: ProxySection): string {
  const kind = section.kind === "listen" ? "proxy" : section.kind;
  return `${kind} '${name}' (${section.line.file}:${section.line.number})`;
}

function unknownBackend(line: Line, name: string, { name: owner }: ProxySection): string {
  const keyword = line.words[0] === "default_backend" ? "default_backend" : "use_backend";
  return `Proxy '${owner}': unable to find required ${keyword}: '${name}'.`;
}

export function emptyBackend(name: string, form: Upstream["form"], at: Location): Backend {
  return {
    upstream: {
      id: form === "variable" ? `variable ${name}` : `missing ${name}`,
      name,
      form,
      endpoints: [],
      balance: assumed("roundrobin", at),
      keepalive: undefined,
      healthCheck: undefined,
      sharesState: true,
      location: at,
    },
    common: () => ({ tls: undefined, proxyProtocol: assumed(0, at) }),
    options: NO_OPTIONS,
  };
}
