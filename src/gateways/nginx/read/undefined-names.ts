import type { Location } from "../../../model/source.ts";
import { own, type Scope } from "../context.ts";
import { hasVariables } from "./pieces.ts";
import type { Module, Server } from "./server.ts";

/** Directives that name something which another line of the http block has to define. */
interface Naming {
  readonly directive: string;
  readonly name: (words: readonly string[]) => string | undefined;
  /** Definitions, as `directive` → the name that it gives. */
  readonly definedBy: string;
  readonly defines: (words: readonly string[]) => string | undefined;
  readonly says: (name: string) => string;
}

const CACHES = ["proxy", "fastcgi", "uwsgi", "scgi"] as const;

const parameter =
  (name: string) =>
  (words: readonly string[]): string | undefined =>
    words
      .find((word) => word.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .split(":")[0];

const first = (words: readonly string[]): string | undefined => words[0];

const NAMINGS: readonly Naming[] = [
  {
    directive: "limit_req",
    name: parameter("zone"),
    definedBy: "limit_req_zone",
    defines: parameter("zone"),
    says: (name) => `zero size shared memory zone "${name}"`,
  },
  {
    directive: "limit_conn",
    name: first,
    definedBy: "limit_conn_zone",
    defines: parameter("zone"),
    says: (name) => `zero size shared memory zone "${name}"`,
  },
  {
    directive: "access_log",
    // without a format it is "combined", which is built in
    name: (words) => (words[0] === "off" || words[1] === "combined" ? undefined : words[1]),
    definedBy: "log_format",
    defines: first,
    says: (name) => `unknown log format "${name}"`,
  },
  ...CACHES.map((module): Naming => {
    const directive = `${module}_cache`;
    return {
      directive,
      name: (words) => (words[0] === "off" || hasVariables(words[0] ?? "") ? undefined : words[0]),
      definedBy: `${module}_cache_path`,
      defines: parameter("keys_zone"),
      says: (name) => `"${directive}" zone "${name}" is unknown`,
    };
  }),
];

/**
 * A look into a block for names of zones, caches and formats that the http block does not define, for which nginx refuses
 * the config. Undefined where the config has none of the lines, or where definitions may stand out of sight.
 */
export function undefinedNames({ reading, scope: http }: Module): ((scope: Scope) => void) | undefined {
  const namings = NAMINGS.filter(({ directive }) => reading.mentions(directive));
  if (!reading.seesAll || namings.length === 0) return undefined;
  const known = new Map(
    namings.map((naming) => [
      naming.directive,
      new Set(own(http, naming.definedBy).map((line) => naming.defines(line.words.map(({ text }) => text)))),
    ]),
  );
  const report = (message: string, location: Location): void =>
    reading.report({
      cause: "config-syntax-error",
      message,
      location,
      refusesConfig: true,
      about: undefined,
    });
  return (scope) => {
    for (const { directive, name, says } of namings)
      for (const line of own(scope, directive)) {
        const wanted = name(line.words.map(({ text }) => text));
        if (wanted === undefined || wanted === "" || known.get(directive)?.has(wanted)) continue;
        const word = line.words.find(({ text }) => text.includes(wanted));
        report(says(wanted), word?.location ?? line.location);
      }
  };
}

/** The name that nginx's manual gives the variable of a WebSocket's Connection header. */
const UPGRADE = "connection_upgrade";

/** What may define a variable besides `map`, `geo`, `split_clients` and `set`; of the Lua module's hooks, `set_by_lua` alone. */
const DEFINES = [
  ...["js_set", "js_var", "perl_set", "auth_request_set"],
  ...["set_by_lua", "set_by_lua_block", "set_by_lua_file"],
];

/**
 * The line of the manual without its map: nginx knows no such variable. Of other names uhc can't say so, since modules bring
 * variables of their own; this one no module has. Undefined where the config may define it somewhere.
 */
export function undefinedUpgrade(
  { reading, blocks }: Module,
  servers: readonly Server[],
): ((scope: Scope) => void) | undefined {
  if (!reading.seesAll || blocks.has(UPGRADE) || !reading.mentions("proxy_set_header")) return undefined;
  if (DEFINES.some((name) => reading.mentions(name))) return undefined;
  if (reading.mentions("set") && servers.some((server) => server.allSets().has(UPGRADE))) return undefined;
  return (scope) => {
    for (const line of own(scope, "proxy_set_header")) {
      const word = line.words.find(({ text }) => text === `$${UPGRADE}`);
      if (word === undefined) continue;
      const message = `unknown "${UPGRADE}" variable: map $http_upgrade $${UPGRADE} { default upgrade; '' close; } is missing`;
      reading.report({
        cause: "config-syntax-error",
        message,
        location: word.location,
        refusesConfig: true,
        about: undefined,
      });
    }
  };
}
