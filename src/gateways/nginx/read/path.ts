import type { RouteMatch } from "../../../model/config.ts";
import type { PathRewrite } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { has, ownOf, type Scope } from "../context.ts";
import type { PassSite } from "./locations.ts";
import type { PassContext } from "./pass-context.ts";
import { refuse } from "./settings.ts";
import { toTemplate } from "./template.ts";

const URI_REFUSED =
  '"proxy_pass" cannot have URI part in location given by regular expression, or inside named location, ' +
  'or inside "if" statement, or inside "limit_except" block';

type Rule = Extract<PathRewrite, { kind: "by-rule" }>["rules"][number];

/**
 * The path that the service receives (ngx_http_proxy_create_request). A rewrite that stays in the location gives the
 * whole path, whatever path the pass names; else the pass decides.
 */
export function readPath(context: PassContext, site: PassSite): Setting<PathRewrite> {
  const byPass = pathOfPass(context, site);
  const rules = stayingRules(site.location);
  if (site.scope !== site.location) rules.push(...stayingRules(site.scope));
  const [first] = rules;
  if (first === undefined) return byPass;
  const plain = rules.map(({ pattern, replacement }) => ({ pattern, replacement }));
  return written({ kind: "by-rule", rules: plain, otherwise: byPass.value }, first.location);
}

type StayingRule = Rule & { readonly location: Location };

/** `rewrite … break`, and a plain `rewrite` with a `break` behind it. Any other sends the request to another location. */
function stayingRules(scope: Scope): StayingRule[] {
  if (!has(scope, "rewrite")) return [];
  const rules: StayingRule[] = [];
  let plain: StayingRule[] = [];
  for (const line of ownOf(scope, ["rewrite", "break"])) {
    if (line.name === "break") {
      rules.push(...plain);
      plain = [];
    }
    const [pattern, replacement, flag] = line.name === "rewrite" ? line.words : [];
    if (pattern === undefined || replacement === undefined) continue;
    const rule = { pattern: pattern.text, replacement: replacement.text, location: replacement.location };
    if (flag?.text === "break") rules.push(rule);
    else if (flag === undefined) plain.push(rule);
  }
  return rules;
}

function pathOfPass(context: PassContext, site: PassSite): Setting<PathRewrite> {
  const { uri, actsOn } = context;
  if (uri === "") return assumed({ kind: "unchanged" }, actsOn);
  if (context.hasVariables) return written(templateOf(context, site.match), actsOn);
  const { match } = site;
  if (!takesUri(site) || !("path" in match)) return assumed({ kind: "unchanged" }, actsOn);
  return written({ kind: "replace-prefix", from: match.path, to: uri }, actsOn);
}

/** Says what nginx says of a pass with a path where none can stand. */
export function reportUri(context: PassContext, site: PassSite): void {
  if (!takesUri(site)) refuse(context, site.pass, URI_REFUSED);
}

function takesUri({ match, scope, location }: PassSite): boolean {
  return (match.kind === "prefix" || match.kind === "exact") && scope === location;
}

/** With variables the path of the pass is sent as it comes out, and nothing of the client's path is added. */
function templateOf(context: PassContext, match: RouteMatch): PathRewrite {
  const uri = context.uri.startsWith("?") ? `/${context.uri}` : context.uri;
  const to = toTemplate(uri, context);
  const captures = to.every((part) => typeof part === "string" || isFromMatch(part.raw, part.kind));
  const hasCaptures = to.some((part) => typeof part !== "string" && /^\$\{?[1-9]\}?$/.test(part.raw));
  if (match.kind !== "regex" || !captures || !hasCaptures) return { kind: "replace-all", to };
  const replacement = to.map((part) =>
    typeof part === "string" ? part : isQuery(part.kind) ? "" : part.raw,
  );
  return {
    kind: "by-rule",
    rules: [{ pattern: match.path, replacement: replacement.join("") }],
    otherwise: { kind: "replace-all", to },
  };
}

function isQuery(kind: string): boolean {
  return kind === "request-query" || kind === "request-arguments";
}

function isFromMatch(raw: string, kind: string): boolean {
  return isQuery(kind) || /^\$\{?[1-9]\}?$/.test(raw);
}
